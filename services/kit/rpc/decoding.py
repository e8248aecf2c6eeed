"""What pydantic found wrong, as pointers into what was sent. Never what was sent itself."""

from pydantic import ValidationError

from services.contracts.pointers import pointer_to
from services.contracts.refusals import FieldError


def field_errors(error: ValidationError) -> tuple[FieldError, ...]:
    return tuple(
        FieldError(pointer=pointer_to(found["loc"]), detail=found["msg"])
        for found in error.errors(include_url=False, include_context=False, include_input=False)
    )

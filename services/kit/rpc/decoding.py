"""What pydantic found wrong, as pointers into what was sent. Never what was sent itself."""

from pydantic import ValidationError

from services.contracts.refusals import FieldError


def field_errors(error: ValidationError) -> tuple[FieldError, ...]:
    return tuple(
        FieldError(pointer=_pointer(found["loc"]), detail=found["msg"])
        for found in error.errors(include_url=False, include_context=False, include_input=False)
    )


def _pointer(location: tuple[int | str, ...]) -> str:
    """RFC 6901."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in location)

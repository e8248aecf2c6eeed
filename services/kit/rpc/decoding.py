"""What pydantic found wrong, as pointers into what was sent. Never what was sent itself."""

from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from services.contracts.pointers import pointer_to
from services.contracts.refusals import FieldError

_OF_A_RULE: Final = frozenset(
    {"decimal_places", "expected", "ge", "gt", "le", "lt", "max_digits", "max_length", "min_length", "multiple_of"}
)


def field_errors(error: ValidationError) -> tuple[FieldError, ...]:
    return tuple(
        FieldError(pointer=pointer_to(found["loc"]), detail=found["msg"], code=found["type"], facts=_limits(found))
        for found in error.errors(include_url=False, include_input=False)
    )


def _limits(found: ErrorDetails) -> dict[str, Any]:
    """Of the rule. Whatever else is in the context may hold what was sent."""
    limits = found.get("ctx", {}).items()
    return {name: value if isinstance(value, int | str) else str(value) for name, value in limits if name in _OF_A_RULE}

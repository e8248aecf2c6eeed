"""For which statuses of employment a benefit is: `"x-for-statuses": ["titulaire"]` at the top of its form."""

from collections.abc import Mapping
from typing import Any, get_args

from services.contracts.applications import BadForm, NotForThisStatus
from services.contracts.identity.fields import EmploymentStatus

FOR_STATUSES = "x-for-statuses"


def require_statuses(schema: Mapping[str, Any]) -> None:
    named = schema.get(FOR_STATUSES, list(get_args(EmploymentStatus)))
    if not isinstance(named, list) or not named or not all(one in get_args(EmploymentStatus) for one in named):
        expected = ", ".join(get_args(EmploymentStatus))
        raise BadForm.at(
            f"/form/{FOR_STATUSES}", f"Must list some of {expected}.", rule="literal_error", expected=expected
        )


def is_for(schema: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
    """Whoever never told their status is asked by nobody to prove it before they apply: the officer sees to that."""
    status = facts.get("status")
    return status is None or status in schema.get(FOR_STATUSES, [status])


def require_status(schema: Mapping[str, Any], facts: Mapping[str, Any]) -> None:
    if not is_for(schema, facts):
        raise NotForThisStatus("This benefit is not for your status.", employment=facts["status"])

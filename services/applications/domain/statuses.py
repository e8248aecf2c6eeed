"""For which statuses of employment a benefit is, as forms said it before there were rules (`rules/words.py`)."""

from collections.abc import Mapping
from typing import Any, Final, get_args

from services.contracts.applications import BadForm
from services.contracts.identity.fields import EmploymentStatus

FOR_STATUSES: Final = "x-for-statuses"


def require_statuses(schema: Mapping[str, Any]) -> None:
    named = schema.get(FOR_STATUSES, list(get_args(EmploymentStatus)))
    if not isinstance(named, list) or not named or not all(one in get_args(EmploymentStatus) for one in named):
        expected = ", ".join(get_args(EmploymentStatus))
        raise BadForm.at(
            f"/form/{FOR_STATUSES}", f"Must list some of {expected}.", rule="literal_error", expected=expected
        )

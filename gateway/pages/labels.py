"""What each field of the pages' own forms is called, for the list of errors above a form."""

from collections.abc import Mapping
from typing import Final

LABELS: Final[Mapping[str, str]] = {
    "amount": "review.other_amount",
    "body": "thread.write",
    "cgos_number": "sign_in.number",
    "code": "totp.code",
    "current_password": "password.current",
    "delivery": "number_request.delivery",
    "establishment_id": "number_request.establishment",
    "family_situation": "household.situation",
    "items": "review.items",
    "message": "review.message",
    "monthly_family_allowances": "rights.allowances",
    "new_password": "password.new",
    "outcome": "review.outcome",
    "parts": "household.parts",
    "password": "sign_in.password",
    "profession": "number_request.profession",
    "reason": "review.reason",
    "reference_tax_income": "rights.income",
    "repeated": "password.again",
    "roles": "accounts.roles",
    "totp": "sign_in.totp",
}
"""Where it is not `person.<field>`. By the last part of the field's name."""


def label_key(field: str) -> str:
    """Of a text that need not be there."""
    name = field.rpartition("/")[2]
    return LABELS.get(name, f"person.{name}")

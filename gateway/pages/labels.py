"""What each field of the pages' own forms is called, for the list of errors above a form."""

from collections.abc import Mapping
from typing import Final

LABELS: Final[Mapping[str, str]] = {
    "act": "audit.act",
    "actor_id": "audit.actor_id",
    "amount": "review.other_amount",
    "body": "thread.write",
    "cgos_number": "sign_in.number",
    "amendment_reason": "amendment.reason",
    "closing_reason": "left.reason",
    "code": "totp.code",
    "current_password": "password.current",
    "deceased_number": "survivors.deceased_number",
    "delivery": "number_request.delivery",
    "establishment_id": "number_request.establishment",
    "family_situation": "household.situation",
    "from_date": "form.from_date",
    "left_on": "departures.left_on",
    "second_email": "contact.second_new",
    "to": "establishment.new",
    "value": "corrections.new",
    "document_id": "corrections.proof",
    "items": "review.items",
    "message": "review.message",
    "monthly_family_allowances": "rights.allowances",
    "new_password": "password.new",
    "officer_id": "reassign.to",
    "other_profession": "person.other_profession",
    "outcome": "review.outcome",
    "parts": "household.parts",
    "password": "sign_in.password",
    "profession": "number_request.profession",
    "reason": "review.reason",
    "regions": "account.regions",
    "relation": "survivors.relation",
    "reference_tax_income": "rights.income",
    "repeated": "password.again",
    "roles": "accounts.roles",
    "scope": "account.scope",
    "to_date": "audit.to",
    "totp": "sign_in.totp",
}
"""Where it is not `person.<field>`. By the last part of the field's name."""


def label_key(field: str) -> str:
    """Of a text that need not be there."""
    name = field.rpartition("/")[2]
    return LABELS.get(name, f"person.{name}")

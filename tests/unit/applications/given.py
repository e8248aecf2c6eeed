"""What the tests start from."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from services.applications.domain.allowance import Allowance
from services.applications.domain.applicant import Applicant
from services.applications.domain.application import Application
from services.applications.domain.benefit import Benefit
from services.applications.domain.documents import KnownDocument
from services.applications.domain.form import Form
from services.contracts.actor import Actor, Role
from services.contracts.applications import RequiredDocument, Scale, Tier
from services.contracts.documents import DocumentState
from services.contracts.identity import ApplicantView
from services.contracts.language import LocalizedText

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
DAY = NOW.date()
LATER = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
ALLOWANCE = Allowance(
    open_drafts=5, open_drafts_of_benefit=3, drafts_per_hour=8, messages_per_hour=6, messages_per_hour_in_thread=4
)

FORM: dict[str, Any] = {
    "type": "object",
    "required": ["kind", "children"],
    "properties": {
        "kind": {
            "type": "string",
            "title": {"fr": "Séjour", "en": "Stay"},
            "oneOf": [{"const": "camp", "title": "Colonie"}, {"const": "family", "title": "En famille"}],
        },
        "camp_name": {
            "type": "string",
            "maxLength": 100,
            "x-shown-if": {"pointer": "/kind", "equals": "camp"},
        },
        "children": {
            "type": "array",
            "title": {"fr": "Enfants", "en": "Children"},
            "minItems": 1,
            "maxItems": 10,
            "x-prefill": "/children",
            "items": {
                "type": "object",
                "required": ["given_name", "birth_date"],
                "properties": {
                    "given_name": {"type": "string", "minLength": 1, "maxLength": 100},
                    "birth_date": {"type": "string", "format": "date"},
                },
            },
        },
    },
    "examples": [{"kind": "family", "children": [{"given_name": "Zoé", "birth_date": "2015-04-02"}]}],
}
FORM["required"] = ["kind", "camp_name", "children"]
COMPLETE = FORM["examples"][0]


def text(both: str) -> LocalizedText:
    return LocalizedText(fr=both, en=both)


def tiered(**changes: Any) -> Scale:
    return Scale.model_validate(
        {
            "version": "2026",
            "kind": "tiered",
            "tiers": [Tier(up_to=Decimal(680), amount=Decimal(220)), Tier(up_to=Decimal(880), amount=Decimal(180))],
            "above": Decimal(100),
            "quantity": "/children",
            "in_force_from": date(2026, 1, 1),
        }
        | changes
    )


def discretionary(**changes: Any) -> Scale:
    return Scale.model_validate(
        {"version": "d", "kind": "discretionary", "cap": Decimal(3000), "in_force_from": date(2026, 1, 1)} | changes
    )


NOTICE = RequiredDocument(slot="tax_notice", kind="tax_notice", label=text("Avis d'imposition"), max_bytes=1000)
INVOICE = RequiredDocument(slot="invoice", kind="invoice", label=text("Facture"), required=False)


def benefit(**changes: Any) -> Benefit:
    fields: dict[str, Any] = {
        "code": "holidays",
        "portal": "agent",
        "name": text("Vacances"),
        "summary": text("Une aide aux vacances."),
        "category": "holidays",
        "form": Form(FORM),
        "required_documents": (NOTICE, INVOICE),
        "opens_on": date(2026, 1, 1),
        "closes_on": date(2027, 1, 31),
        "scale": tiered(),
        "revision": 1,
    } | changes
    return Benefit(**fields)


def applicant(member_id: UUID | None = None, **facts: Any) -> Applicant:
    return Applicant.from_view(applicant_view(member_id, **facts))


def applicant_view(member_id: UUID | None = None, **changes: Any) -> ApplicantView:
    return ApplicantView.model_validate(
        {
            "member_id": member_id or uuid4(),
            "cgos_number": "1234567",
            "family_name": "Martin",
            "given_name": "Ana",
            "birth_date": "1985-02-03",
            "portal": "agent",
            "profession": "infirmier",
            "establishment_id": uuid4(),
            "establishment_name": "CHU de Valmont",
            "children": [],
            "quotients": {},
        }
        | changes
    )


def draft(member_id: UUID | None = None, **changes: Any) -> Application:
    """Complete but for its document."""
    member = applicant(member_id)
    fields: dict[str, Any] = {
        "member_id": member.member_id,
        "benefit": benefit(),
        "applicant": member,
        "created_at": NOW,
        "answers": COMPLETE,
    }
    return Application(**(fields | changes))


def document(owner_id: UUID, state: DocumentState = "accepted", **changes: Any) -> KnownDocument:
    fields: dict[str, Any] = {
        "id": uuid4(),
        "owner_id": owner_id,
        "kind": "tax_notice",
        "state": state,
        "version": 2,
        "content_type": "application/pdf",
        "size": 500,
    }
    return KnownDocument(**(fields | changes))


def complete(member_id: UUID | None = None, **changes: Any) -> Application:
    """Submitted, with nothing missing."""
    application = draft(member_id, **changes)
    application.attach("tax_notice", document(application.member_id), at=NOW)
    application.submit(at=NOW)
    application.events.clear()
    return application


def claimed(officer_id: UUID, **changes: Any) -> Application:
    application = complete(**changes)
    application.claim(officer_id)
    application.events.clear()
    return application


def member(member_id: UUID, portal: str = "agent") -> Actor:
    return Actor(subject=str(member_id), portal=portal, roles=frozenset({Role.MEMBER}))


def officer(officer_id: UUID | None = None) -> Actor:
    return Actor(subject=str(officer_id or uuid4()), portal="staff", roles=frozenset({Role.OFFICER}))


def event_types(application: Application) -> list[str]:
    """The types of the events that it recorded."""
    return [event.event_type() for event in application.events]

"""What the fake bus answers of who has what, and of corrections after the submission."""

from typing import Any
from uuid import UUID

from services.contracts.applications import (
    AmendmentsView,
    AmendmentView,
    ClaimsOfOfficerView,
    ClaimsView,
    ClaimView,
    CountClaims,
    ListAmendments,
    ListClaims,
)
from services.contracts.identity.officers import ListOfficers, OfficerView
from tests.browser import benefits, scenes
from tests.browser.examples import page_of

PAUL, ANNE = (UUID(int=number, version=4) for number in (70, 71))


HELD = ClaimView(
    id=scenes.REVIEWED,
    benefit_code=benefits.AID,
    benefit_name="Vacances d'un enfant handicapé",
    status="under_review",
    claimed_by=PAUL,
    since=scenes.NOON,
    version=1,
)


def amendments(application_id: UUID) -> AmendmentsView:
    if application_id != scenes.REVIEWED:
        return AmendmentsView(items=[])
    told: dict[str, Any] = {
        "id": UUID(int=90, version=4),
        "application_id": application_id,
        "state": "waiting",
        "items": [
            {"item": "/ends_on", "label": "Fin du séjour", "old": "2026-07-18", "new": "2026-07-20"},
            {
                "item": "invoice",
                "label": "Facture acquittée",
                "old": None,
                "new": str(scenes.DOCUMENT),
                "state": "accepted",
            },
        ],
        "message": "Le séjour a été prolongé de deux jours.",
        "asked_at": scenes.NOON,
        "reason": None,
        "decided_at": None,
        "version": 4,
    }
    answered = told | {
        "id": UUID(int=91, version=4),
        "state": "refused",
        "reason": "La facture ne dit rien de tel.",
        "decided_at": scenes.NOON,
    }
    return AmendmentsView(items=[AmendmentView.model_validate(each) for each in (told, answered)])


def desk_answers() -> dict[type, Any]:
    people = [
        OfficerView(id=PAUL, given_name="Paul", family_name="Aubert", regions=[]),
        OfficerView(id=ANNE, given_name="Anne", family_name="Le Goff", regions=["Bretagne"]),
    ]
    claims = [
        ClaimsOfOfficerView(officer_id=PAUL, under_review=12, incomplete=5, oldest=scenes.NOON),
        ClaimsOfOfficerView(officer_id=ANNE, under_review=3, incomplete=0, oldest=scenes.NOON),
    ]
    return {
        ListAmendments: lambda asked: amendments(asked.application_id),
        ListOfficers: page_of(*people),
        CountClaims: ClaimsView(items=claims),
        ListClaims: page_of(HELD),
    }

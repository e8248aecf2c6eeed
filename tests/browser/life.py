"""What the fake bus answers of corrections, changes of establishment and departures."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from services.contracts.base import Page
from services.contracts.identity import EstablishmentView
from services.contracts.identity.corrections import (
    AcceptCorrection,
    AskedCorrectionView,
    CorrectionView,
    GetAskedCorrection,
    ListAskedCorrections,
    ListCorrections,
    RequestCorrection,
)
from services.contracts.identity.departures import DepartureView, ListDepartures
from services.contracts.identity.establishment_changes import (
    ChangeEstablishment,
    EstablishmentChangePreviewView,
    EstablishmentChangeView,
    ListEstablishmentChanges,
    PreviewEstablishmentChange,
)
from services.contracts.identity.survivors import ListSurvivors, SurvivorView
from tests.browser import scenes

ASKED: dict[str, Any] = {
    "id": scenes.CORRECTION,
    "field": "profession",
    "value": "praticien-hospitalier",
    "former": "infirmier",
    "document_id": scenes.DOCUMENT,
    "state": "asked",
    "reason": None,
    "moves_to": "medical",
    "asked_at": scenes.NOON,
    "decided_at": None,
}
SURVIVOR = {
    "id": UUID(int=79, version=4),
    "cgos_number": "10000017",
    "portal": "agent",
    "family_name": "Belcourt",
    "given_name": "Sacha",
    "email": "sacha.belcourt@example.org",
    "relation": "spouse",
    "survivor_of": {"cgos_number": "12345674", "family_name": "Belcourt", "given_name": "Nadia"},
    "state": "active",
    "given_at": scenes.NOON,
    "ends_at": scenes.NOON + timedelta(days=365),
    "ended_at": None,
}
REFUSED = ASKED | {
    "id": UUID(int=71, version=4),
    "field": "birth_date",
    "value": "1990-05-18",
    "former": "1990-05-17",
    "moves_to": None,
    "state": "refused",
    "reason": "L'acte joint porte une autre date.",
    "decided_at": scenes.NOON,
}
ACCEPTED = REFUSED | {
    "id": UUID(int=72, version=4),
    "field": "status",
    "value": "contractuel:2027-06-30",
    "former": None,
    "state": "accepted",
    "reason": None,
}
WHOSE = {
    "member_id": scenes.MEMBER,
    "cgos_number": "12345674",
    "portal": "agent",
    "family_name": "Belcourt",
    "given_name": "Nadia",
    "birth_date": date(1990, 5, 17),
    "establishment_name": "CHU de Grandmont",
    "possible_duplicate": True,
}


def life_answers(place: EstablishmentView, other: EstablishmentView) -> dict[type, Any]:
    asked = AskedCorrectionView.model_validate(ASKED | WHOSE)
    change = EstablishmentChangeView(
        id=UUID(int=73, version=4),
        former=other,
        establishment=place,
        from_date=date(2025, 9, 1),
        state="made",
        asked_at=scenes.NOON,
        made_at=scenes.NOON,
    )
    planned = change.model_copy(update={"id": UUID(int=74, version=4), "state": "planned"})
    departures = [
        DepartureView(
            id=UUID(int=75 + number, version=4),
            cgos_number="12345674",
            family_name="Belcourt",
            given_name="Nadia",
            establishment=place,
            left_on=date(2026, 3, 1),
            state="declared" if number == 0 else "followed",
            declared_at=scenes.NOON,
            ended_at=None,
        )
        for number in range(2)
    ]

    def preview(query: PreviewEstablishmentChange) -> EstablishmentChangePreviewView:
        effects = [
            {"concerns": "rights", "changes": False, "text": "Vos droits restent les mêmes."},
            {"concerns": "drafts", "changes": True, "text": "Vos brouillons sont gardés."},
        ]
        told = {"present": place, "to": other, "from_date": query.from_date or date(2026, 3, 14), "planned": True}
        days = {"earliest": date(2025, 12, 14), "latest": date(2026, 9, 10)}
        return EstablishmentChangePreviewView.model_validate({**told, **days, "effects": effects, "version": 3})

    return {
        ListCorrections: Page[CorrectionView](
            items=[CorrectionView.model_validate(each) for each in (REFUSED, ACCEPTED)]
        ),
        RequestCorrection: CorrectionView.model_validate(ASKED),
        ListAskedCorrections: Page[AskedCorrectionView](items=[asked]),
        GetAskedCorrection: asked,
        AcceptCorrection: asked.model_copy(update={"state": "accepted"}),
        PreviewEstablishmentChange: preview,
        ChangeEstablishment: planned,
        ListEstablishmentChanges: Page[EstablishmentChangeView](items=[change]),
        ListDepartures: Page[DepartureView](items=departures),
        ListSurvivors: Page[SurvivorView](items=[SurvivorView.model_validate(SURVIVOR)]),
    }

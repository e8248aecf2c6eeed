"""Answers for identity and documents."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from services.contracts.base import Page
from services.contracts.documents import DocumentFactsView, UnknownDocument
from services.contracts.identity import ApplicantView
from services.contracts.identity.officers import OfficerView
from tests.parts.neighbours import Answer
from tests.parts.neighbours import Neighbours as Neighbourhood


class Neighbours(Neighbourhood):
    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.quotients: dict[UUID, dict[int, str]] = {}
        self.openings: dict[UUID, dict[int, dict[str, Any]]] = {}
        self.regions: dict[UUID, str] = {}
        self.documents: dict[UUID, DocumentFactsView] = {}
        self.establishments: dict[UUID, str] = {}
        self.officers: dict[UUID, list[str]] = {}
        """The regions of each."""
        self.household_asked_on: dict[UUID, str | None] = {}
        self.children: dict[UUID, list[dict[str, Any]]] = {}

    @property
    def answers(self) -> Mapping[str, Answer]:
        return {
            "identity.get_applicant": self._applicant,
            "identity.list_officers": self._officers,
            "documents.describe_document": self._document,
        }

    def has_opened(
        self, member_id: UUID, year: int, quotient: str, state: str = "confirmed", revision: int = 1
    ) -> None:
        told = {"rights_id": uuid4(), "quotient": quotient, "state": state, "revision": revision}
        self.openings[member_id] = {year: told}

    def _applicant(self, asked: dict[str, Any]) -> dict[str, Any]:
        member_id = UUID(asked["member_id"])
        self.household_asked_on[member_id] = asked["on"]
        return ApplicantView.model_validate(
            {
                "member_id": member_id,
                "cgos_number": f"{member_id.int % 10**8:08}",
                "family_name": "Canari",
                "given_name": "Ana",
                "birth_date": "1985-02-03",
                "portal": "agent",
                "profession": "infirmier",
                "establishment_id": uuid4(),
                "establishment_name": self.establishments.get(member_id, "CHU de Valmont"),
                "region": self.regions.get(member_id),
                "children": self.children.get(member_id, [{"given_name": "Zoé", "birth_date": "2015-04-02"}]),
                "quotients": self.quotients.get(member_id, {}),
                "openings": self.openings.get(member_id, {}),
            }
        ).model_dump(mode="json")

    def _officers(self, asked: dict[str, Any]) -> dict[str, Any]:
        found = {one: regions for one, regions in self.officers.items() if str(one) == asked["officer_id"]}
        named = [
            OfficerView(id=one, given_name="Anne", family_name="Le Goff", regions=regions)
            for one, regions in found.items()
        ]
        return Page[OfficerView](items=named).model_dump(mode="json")

    def _document(self, asked: dict[str, Any]) -> dict[str, Any]:
        document_id = UUID(asked["document_id"])
        if document_id not in self.documents:
            raise UnknownDocument
        return self.documents[document_id].model_dump(mode="json")

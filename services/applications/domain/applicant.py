"""The member as they were when the application, or the general thread, was started; of an application from its
submission on, as they were that day."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.contracts.base import Open, Portal
from services.contracts.identity import ApplicantView

IN_A_THREAD = {"given_name", "family_name", "establishment_name", "region"}


@dataclass(frozen=True, slots=True)
class Applicant:
    member_id: UUID
    portal: Open[Portal]
    cgos_number: str
    facts: dict[str, Any]
    """What a form may be prefilled from: names, birth date, profession, establishment, children."""

    @classmethod
    def from_view(cls, view: ApplicantView) -> "Applicant":
        facts = view.model_dump(
            mode="json", exclude={"member_id", "portal", "quotients", "openings", "establishment_id"}, exclude_none=True
        )
        return cls(view.member_id, view.portal, view.cgos_number, facts)

    @classmethod
    def writing(cls, view: ApplicantView) -> "Applicant":
        """Of a general thread: no more of them than who answers it needs."""
        facts = view.model_dump(mode="json", include=IN_A_THREAD, exclude_none=True)
        return cls(view.member_id, view.portal, view.cgos_number, facts)

    @property
    def name(self) -> str:
        return f"{self.facts['given_name']} {self.facts['family_name']}"

"""A member's rights of a year, as identity told them: the quotient, and whether it is settled."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from services.contracts.applications import NoSuchRevision, QuotientNotConfirmed
from services.contracts.base import Open
from services.contracts.identity import ApplicantView
from services.contracts.identity.rights import RightsState


@dataclass(frozen=True, slots=True)
class Opening:
    told: Decimal
    """The quotient of its figures, whatever became of them."""
    state: Open[RightsState] = "declared"
    revision: int = 1
    rights_id: UUID | None = None
    """None where an identity of the version before told it."""

    @property
    def quotient(self) -> Decimal | None:
        """The one that counts."""
        return None if self.state == "refused" else self.told

    @property
    def is_settled(self) -> bool:
        return self.state in ("verified", "confirmed")


def openings_of(applicant: ApplicantView) -> dict[int, Opening]:
    """By year; those without an income have no quotient."""
    told = {year: Opening(amount) for year, amount in applicant.quotients.items()}
    for year, one in applicant.openings.items():
        if one.quotient is not None:
            told[year] = Opening(one.quotient, one.state, one.revision, one.rights_id)
    return told


def later(last: Opening | None, counted: Opening | None) -> Opening | None:
    """The last one, where it has come since the one that counts."""
    return last if last is not None and last.revision > (counted.revision if counted else 0) else None


def require_revision(last: Opening | None, revision: int) -> Opening:
    if last is None or last.revision != revision:
        known = last.revision if last else 0
        raise NoSuchRevision(f"The last revision is {known}.", revision=known)
    return last


def require_settled(opening: Opening | None) -> None:
    """A refusal grants nothing, and an unknown quotient the lowest amount: neither rests on figures."""
    if opening is not None and not opening.is_settled:
        detail = f"Its quotient is {opening.state} and not confirmed: confirm the rights first."
        raise QuotientNotConfirmed(detail, state=opening.state, revision=opening.revision)

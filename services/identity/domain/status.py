"""How somebody is employed: the word, and where a contract has an end, its last day."""

from dataclasses import dataclass
from datetime import date
from typing import get_args

from services.contracts.identity.fields import EmploymentStatus
from services.contracts.identity.refusals import ContractEndNotToCome, UnknownEmploymentStatus
from services.identity.domain.folding import fold

WITH_AN_END: frozenset[EmploymentStatus] = frozenset({"contractuel", "apprenti"})


@dataclass(frozen=True, slots=True)
class Status:
    code: EmploymentStatus
    ends_on: date | None = None
    """The last day. None: it has no end that is known."""

    def __str__(self) -> str:
        return f"{self.code}:{self.ends_on.isoformat()}" if self.ends_on else self.code

    @classmethod
    def read(cls, text: str, pointer: str) -> "Status":
        """As it is written, or typed: `Retraité`, `contractuel:2027-06-30`."""
        word, _, end = (part.strip() for part in text.partition(":"))
        code = next((each for each in get_args(EmploymentStatus) if each == fold(word)), None)
        if code is None:
            raise UnknownEmploymentStatus.at(pointer, "This is not one of the statuses.")
        try:
            ends_on = date.fromisoformat(end) if end else None
        except ValueError:
            raise UnknownEmploymentStatus.at(pointer, "The end is written YYYY-MM-DD.", rule="contract_end") from None
        return cls(code, ends_on)

    def require_plausible(self, today: date, pointer: str) -> None:
        if self.ends_on is None:
            return
        if self.code not in WITH_AN_END:
            raise UnknownEmploymentStatus.at(pointer, "Only a contract has an end.", rule="no_contract_end")
        if self.ends_on < today:
            raise ContractEndNotToCome.at(pointer, "This contract has ended already.")


def require_status(code: EmploymentStatus | None, ends_on: date | None, today: date) -> None:
    """As a form tells it, in two fields."""
    pointer = "/contract_ends_on"
    if code is not None:
        Status(code, ends_on).require_plausible(today, pointer)
    elif ends_on is not None:
        raise UnknownEmploymentStatus.at(pointer, "Only a contract has an end.", rule="no_contract_end")

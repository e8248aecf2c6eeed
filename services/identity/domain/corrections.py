"""A correction of a member's file: what may be asked for, and what its acceptance changes."""

import dataclasses
from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from services.contracts.base import Event, Open, Portal
from services.contracts.documents import DocumentFactsView, DocumentState
from services.contracts.identity import CorrectionDecided, CorrectionRequested
from services.contracts.identity.corrections import (
    CorrectionAlreadyAsked,
    CorrectionAlreadyDecided,
    CorrectionField,
    CorrectionState,
    NothingToCorrect,
    ProofNotAccepted,
    UnusableProof,
)
from services.contracts.identity.refusals import ImplausibleBirthDate, UnknownProfession
from services.identity.domain.accounts import Account
from services.identity.domain.numbers import require_plausible_birth
from services.identity.domain.portals import ProfessionNames, find_profession
from services.identity.domain.professions import Profession
from services.identity.domain.status import Status

MAY_PROVE: frozenset[Open[DocumentState]] = frozenset({"accepted", "checking"})


@dataclasses.dataclass(slots=True)
class Correction:
    id: UUID
    member_id: UUID
    field: CorrectionField
    value: str
    former: str | None
    document_id: UUID
    identity_key: str
    """Who the member would be by it."""
    moves_to: Portal | None
    asked_at: datetime
    state: CorrectionState = "asked"
    reason: str | None = None
    decided_by: UUID | None = None
    decided_at: datetime | None = None
    events: list[Event] = dataclasses.field(default_factory=list)

    def requested(self, region: str | None) -> None:
        """`region`: where the member works, and officers look at the proof."""
        asked = CorrectionRequested(
            correction_id=self.id, member_id=self.member_id, document_id=self.document_id, region=region
        )
        self.events.append(asked)

    def accept(self, by: UUID, now: datetime) -> None:
        self._decide("accepted", by, now)

    def refuse(self, reason: str, by: UUID, now: datetime) -> None:
        self._decide("refused", by, now)
        self.reason = reason

    def _decide(self, state: CorrectionState, by: UUID, now: datetime) -> None:
        if self.state != "asked":
            raise CorrectionAlreadyDecided(f"This correction is {self.state}.", state=self.state)
        self.state, self.decided_by, self.decided_at = state, by, now
        self.events.append(CorrectionDecided(correction_id=self.id, member_id=self.member_id, outcome=state))


def require_proof(proof: DocumentFactsView | None, member_id: UUID) -> None:
    """Somebody else's is told from none by nothing."""
    if proof is None or proof.owner_id != member_id or proof.state not in MAY_PROVE:
        raise UnusableProof.at("/document_id", "There is no such document among yours that could prove it.")


def require_proven(proof: DocumentFactsView | None) -> None:
    state = proof.state if proof else "removed"
    if state != "accepted":
        raise ProofNotAccepted("Its proof has not passed its checks.", state=state)


def require_none_waits(waiting: bool) -> None:
    if waiting:
        raise CorrectionAlreadyAsked.at("/field", "A correction of this is being looked at.")


def require_a_difference(value: str, former: str | None) -> None:
    if value == former:
        raise NothingToCorrect.at("/value", "The file says so already.")


def value_as_kept(wanted: CorrectionField, value: str, names: ProfessionNames, today: date) -> str:
    """What was typed, as a file says it. Raises what is wrong with it, at `/value`."""
    match wanted:
        case "birth_date":
            try:
                birth = date.fromisoformat(value.strip())
            except ValueError:
                raise ImplausibleBirthDate.at("/value", "A date is written YYYY-MM-DD.", rule="date_parsing") from None
            require_plausible_birth(birth, today, "/value")
            return birth.isoformat()
        case "profession":
            return _profession(value, names).code
        case "status":
            status = Status.read(value, "/value")
            status.require_plausible(today, "/value")
            return str(status)
    return value.strip()


def present(account: Account, wanted: CorrectionField) -> str | None:
    match wanted:
        case "birth_date":
            return account.birth_date.isoformat() if account.birth_date else None
        case "status":
            return str(Status(account.status, account.contract_ends_on)) if account.status else None
    told: str | None = getattr(account, wanted)
    return told


def portal_of(wanted: CorrectionField, value: str, names: ProfessionNames) -> Portal | None:
    """Of the profession that is asked for."""
    return _profession(value, names).portal if wanted == "profession" else None


def change(account: Account, correction: Correction) -> None:
    _CHANGES[correction.field](account, correction.value)
    account.version += 1
    if correction.moves_to is not None:
        account.move_to(correction.moves_to)


def _birth_date(account: Account, value: str) -> None:
    account.birth_date = date.fromisoformat(value)


def _status(account: Account, value: str) -> None:
    status = Status.read(value, "/value")
    account.status, account.contract_ends_on = status.code, status.ends_on


def _text(name: str) -> Callable[[Account, str], None]:
    return lambda account, value: setattr(account, name, value)


_CHANGES: dict[CorrectionField, Callable[[Account, str], None]] = {
    "family_name": _text("family_name"),
    "given_name": _text("given_name"),
    "birth_date": _birth_date,
    "profession": _text("profession"),
    "status": _status,
}


def _profession(value: str, names: ProfessionNames) -> Profession:
    found = find_profession(value, names)
    if found is None:
        raise UnknownProfession.at("/value", "No portal has this profession.", rule="profession_of_none")
    return found

"""What is wrong in a member's file is corrected on proof: the member asks, an officer decides, the history stays."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.actor import MEMBERS, Role
from services.contracts.acts import Act
from services.contracts.base import Command, Instant, Open, Page, PageQuery, Portal, Query, View
from services.contracts.identity.refusals import (
    ContractEndNotToCome,
    ImplausibleBirthDate,
    TooYoung,
    UnknownEmploymentStatus,
    UnknownProfession,
)
from services.contracts.refusals import Conflict, Invalid, NotFound

CorrectionField = Literal["family_name", "given_name", "birth_date", "profession", "status"]
CorrectionState = Literal["asked", "accepted", "refused"]
OFFICERS = frozenset({Role.OFFICER})


class UnusableProof(Invalid):
    """Not a document of theirs that passed its checks or is still being checked."""


class NothingToCorrect(Invalid):
    """The file says so already."""


class CorrectionAlreadyAsked(Conflict):
    """One of the same field waits to be decided."""


class CorrectionAlreadyDecided(Conflict):
    """`facts["state"]`"""


class ProofNotAccepted(Conflict):
    """It is still being checked, or did not pass, or was removed: nothing is proven by it. `facts["state"]`"""


class UnknownCorrection(NotFound):
    pass


class CorrectionView(View):
    id: UUID
    field: Open[CorrectionField]
    value: str
    """As the file shall say it: a date is YYYY-MM-DD, a profession its code, a status as `EmploymentStatus` says."""
    former: str | None
    """What the file said when it was asked for."""
    document_id: UUID
    state: Open[CorrectionState]
    reason: str | None
    """Why it was refused."""
    moves_to: Open[Portal] | None
    """The portal that a profession of the other one moves the member to."""
    asked_at: Instant
    decided_at: Instant | None


class RequestCorrection(Command[CorrectionView]):
    callers = MEMBERS
    refuses = (
        UnusableProof,
        NothingToCorrect,
        CorrectionAlreadyAsked,
        UnknownProfession,
        ImplausibleBirthDate,
        TooYoung,
        UnknownEmploymentStatus,
        ContractEndNotToCome,
    )
    field: CorrectionField
    value: str = Field(min_length=1, max_length=100)
    """A profession by its code or in the words that people use; a status by its word, with the end of a contract
    behind a colon: `contractuel:2027-06-30`."""
    document_id: UUID


class ListCorrections(PageQuery[Page[CorrectionView]]):
    """The member's own, newest first."""

    callers = MEMBERS


class AskedCorrectionView(CorrectionView):
    """With whose file it is."""

    member_id: UUID
    cgos_number: str
    portal: Open[Portal]
    family_name: str
    given_name: str
    birth_date: date | None
    establishment_name: str
    possible_duplicate: bool
    """Somebody else has the name and birth date that the file would have."""


class ListAskedCorrections(PageQuery[Page[AskedCorrectionView]]):
    """Everybody's, oldest first."""

    callers = OFFICERS
    state: CorrectionState | None = None


class GetAskedCorrection(Query[AskedCorrectionView]):
    callers = OFFICERS
    refuses = (UnknownCorrection,)
    correction_id: UUID


class AcceptCorrection(Command[AskedCorrectionView]):
    """A profession of the other portal moves the member there: the sessions of the former one end."""

    callers = OFFICERS
    refuses = (UnknownCorrection, CorrectionAlreadyDecided, ProofNotAccepted)
    act = Act(name="correction_accepted", to="correction", named_by="correction_id")
    correction_id: UUID


class RefuseCorrection(Command[AskedCorrectionView]):
    callers = OFFICERS
    refuses = (UnknownCorrection, CorrectionAlreadyDecided)
    act = Act(name="correction_refused", to="correction", named_by="correction_id")
    long_texts = frozenset({"reason"})
    correction_id: UUID
    reason: str = Field(min_length=1, max_length=1000)

"""The rights of a year: opened by a member on proof, confirmed, corrected or refused by an officer."""

from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from services.contracts.actor import MEMBERS, Role
from services.contracts.acts import Act
from services.contracts.base import Command, Instant, Open, Page, PageQuery, Portal, Query, View
from services.contracts.identity.refusals import (
    AllowancesProofRequired,
    FigureRequired,
    ImplausibleChildren,
    ImplausibleParts,
    NoticeOfAnotherYear,
    NoticeSaysOtherwise,
    PaperNotUsable,
    RightsAlreadySettled,
    TaxNoticeRequired,
    UnknownRights,
    YearNotOpen,
)
from services.contracts.refusals import StaleVersion

OFFICERS = frozenset({Role.OFFICER})
RightsState = Literal["verified", "declared", "confirmed", "refused"]
"""verified: a signed notice of their own says so. declared: the member says so. confirmed, refused: by an officer."""
NoticeCheck = Literal["verified", "unread", "unknown_authority", "bad_signature", "expired", "other_declarant"]
"""What the machine found on the tax notice."""

Income = Annotated[Decimal, Field(ge=0, le=9_999_999, decimal_places=2)]
Parts = Annotated[Decimal, Field(ge=1, le=20, multiple_of=0.25)]
Allowances = Annotated[Decimal, Field(ge=0, le=99_999, decimal_places=2)]
Year = Annotated[int, Field(ge=2000, le=2100)]


class RightsView(View):
    year: int
    quotient: Decimal | None
    """Euros; (reference tax income / 12 + monthly family allowances) / parts. None: not opened with an income."""
    reference_tax_income: Decimal | None
    monthly_family_allowances: Decimal | None
    parts: Decimal
    explanation: str
    opened_at: Instant
    """When the member sent it last."""
    id: UUID | None = None
    state: Open[RightsState] = "declared"
    revision: int = 1
    """Of the figures: it grows whenever they are sent again or corrected."""
    version: int = 1
    """Grows with every change, that of the state too."""
    reason: str | None = None
    """Why it was refused, as the officer wrote it."""
    tax_notice_document_id: UUID | None = None
    allowances_document_id: UUID | None = None


class ListRights(PageQuery[Page[RightsView]]):
    callers = MEMBERS


class OpenRights(Command[RightsView]):
    """With the tax notice of the income year that the year asks for. What a notice says whose signature holds need not
    be said again, nor can it be said otherwise; without one the figures are the member's own word, for an officer to
    confirm. What is declared or refused may be sent again; what is verified or confirmed is the officers' to change."""

    callers = MEMBERS
    refuses = (
        YearNotOpen,
        TaxNoticeRequired,
        PaperNotUsable,
        NoticeOfAnotherYear,
        NoticeSaysOtherwise,
        FigureRequired,
        AllowancesProofRequired,
        ImplausibleParts,
        ImplausibleChildren,
        RightsAlreadySettled,
        StaleVersion,
    )
    year: Year
    reference_tax_income: Income | None = None
    monthly_family_allowances: Allowances = Decimal(0)
    tax_notice_document_id: UUID | None = None
    parts: Parts | None = None
    """As the notice says, and from then on the household's; absent, the notice's or the household's."""
    allowances_document_id: UUID | None = None


class NoticeForRightsView(View):
    """What opening a year's rights with this notice would rest on."""

    check: Open[NoticeCheck]
    asked_income_year: int
    income_year: int | None = None
    reference_tax_income: Decimal | None = None
    parts: Decimal | None = None
    declarants: list[str] = Field(default_factory=list)


class ReadNoticeForRights(Query[NoticeForRightsView]):
    callers = MEMBERS
    refuses = (YearNotOpen, PaperNotUsable, NoticeOfAnotherYear)
    year: Year
    tax_notice_document_id: UUID


class RightsChangeView(View):
    """What changed, when, by whom."""

    version: int
    revision: int
    state: Open[RightsState]
    by: Open[Literal["member", "officer"]]
    at: Instant
    quotient: Decimal | None
    reference_tax_income: Decimal | None
    monthly_family_allowances: Decimal
    parts: Decimal
    reason: str | None


class ListRightsChanges(PageQuery[Page[RightsChangeView]]):
    """Of the member's own rights; newest first."""

    callers = MEMBERS
    refuses = (UnknownRights,)
    rights_id: UUID


class OpeningView(RightsView):
    """A member's rights of a year, as an officer sees them."""

    member_id: UUID
    applicant_name: str
    cgos_number: str
    portal: Open[Portal]
    establishment_name: str
    children: int
    notice_check: Open[NoticeCheck]


class ListOpenings(PageQuery[Page[OpeningView]]):
    """Those sent first come first."""

    callers = OFFICERS
    state: RightsState | None = None


class GetOpening(Query[OpeningView]):
    callers = OFFICERS
    refuses = (UnknownRights,)
    rights_id: UUID


class ListOpeningChanges(PageQuery[Page[RightsChangeView]]):
    """Newest first."""

    callers = OFFICERS
    refuses = (UnknownRights,)
    rights_id: UUID


class ConfirmRights(Command[OpeningView]):
    """With the figures of the papers: the same as were sent, or corrected."""

    callers = OFFICERS
    refuses = (UnknownRights, RightsAlreadySettled)
    act = Act(name="rights_confirmed", to="rights", named_by="rights_id")
    rights_id: UUID
    reference_tax_income: Income
    parts: Parts
    monthly_family_allowances: Allowances = Decimal(0)
    expected_version: int | None = None


class RefuseRights(Command[OpeningView]):
    callers = OFFICERS
    refuses = (UnknownRights, RightsAlreadySettled)
    act = Act(name="rights_refused", to="rights", named_by="rights_id")
    long_texts = frozenset({"reason"})
    rights_id: UUID
    reason: str = Field(min_length=1, max_length=1000)
    expected_version: int | None = None

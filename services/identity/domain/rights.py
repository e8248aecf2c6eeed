"""The rights of a year: a *quotient familial* from the tax notice and the household (docs/mission.md 1)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal
from uuid import UUID

from services.contracts.base import Event
from services.contracts.identity import RightsConfirmed, RightsOpened, RightsPapersHeld, RightsRefused
from services.contracts.identity.refusals import RightsAlreadySettled, YearNotOpen
from services.contracts.identity.rights import NoticeCheck, RightsState
from services.contracts.refusals import StaleVersion

CENT = Decimal("0.01")
By = Literal["member", "officer"]
SETTLED: frozenset[RightsState] = frozenset({"verified", "confirmed"})


def quotient(reference_tax_income: Decimal, monthly_family_allowances: Decimal, parts: Decimal) -> Decimal:
    """Euros a month and part: (reference tax income / 12 + monthly family allowances) / parts."""
    return ((reference_tax_income / 12 + monthly_family_allowances) / parts).quantize(CENT, ROUND_HALF_UP)


def require_open_year(year: int, today: date) -> None:
    first, last = today.year - 1, today.year + 1
    if not first <= year <= last:
        detail = f"Rights can be opened for {first}, {today.year} or {last}."
        raise YearNotOpen.at("/year", detail, first=first, last=last)


def income_year_of(year: int) -> int:
    """Rights of a year rest on the last notice that everybody has when it begins: incomes are declared in the spring
    of the year after, and the notice comes in its summer (code général des impôts, art. 170 and 175)."""
    return year - 2


@dataclass(frozen=True, slots=True)
class Figures:
    reference_tax_income: Decimal | None
    """None in openings from before a notice was asked for."""
    monthly_family_allowances: Decimal
    parts: Decimal

    @property
    def quotient(self) -> Decimal | None:
        if self.reference_tax_income is None:
            return None
        return quotient(self.reference_tax_income, self.monthly_family_allowances, self.parts)


@dataclass(frozen=True, slots=True)
class Papers:
    tax_notice_document_id: UUID | None
    allowances_document_id: UUID | None = None
    notice_check: NoticeCheck = "unread"


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed, when, by whom."""

    version: int
    revision: int
    state: RightsState
    figures: Figures
    papers: Papers
    reason: str | None
    by: By
    actor_id: UUID
    at: datetime


@dataclass(slots=True)
class Rights:
    """Never sent: revision 0. The revision is that of the figures, the version grows with every change."""

    id: UUID
    member_id: UUID
    year: int
    state: RightsState = "declared"
    revision: int = 0
    version: int = 0
    figures: Figures = field(default_factory=lambda: Figures(None, Decimal(0), Decimal(1)))
    papers: Papers = field(default_factory=lambda: Papers(None))
    opened_at: datetime | None = None
    reason: str | None = None
    region: str | None = None
    """Where its member works: which officers look at its papers."""
    changes: list[Change] = field(default_factory=list)
    """Those that are not kept yet."""
    events: list[Event] = field(default_factory=list)

    @property
    def quotient(self) -> Decimal | None:
        return self.figures.quotient

    @property
    def is_settled(self) -> bool:
        return bool(self.revision) and self.state in SETTLED

    def require_sendable(self) -> None:
        if self.is_settled:
            raise RightsAlreadySettled("These rights are settled: only an officer changes them.", state=self.state)

    def send(self, figures: Figures, papers: Papers, at: datetime) -> None:
        """By the member."""
        self.require_sendable()
        self.figures, self.papers, self.opened_at = figures, papers, at
        self.state = "verified" if papers.notice_check == "verified" else "declared"
        self.reason = None
        self.revision += 1
        self._changed("member", self.member_id, at)
        self.events.append(RightsOpened(member_id=self.member_id, year=self.year))
        held = [one for one in (papers.tax_notice_document_id, papers.allowances_document_id) if one is not None]
        self.events.append(
            RightsPapersHeld(rights_id=self.id, document_ids=held, version=self.version, region=self.region)
        )

    def confirm(self, figures: Figures, officer_id: UUID, at: datetime, *, seen: int | None) -> None:
        """`seen`: the version that the officer had before them. What one officer refused no other confirms unseen;
        figures that are settled may be corrected."""
        self._require_seen(seen, unseen=frozenset({"declared", "verified", "confirmed"}))
        if self.state in SETTLED and figures == self.figures:
            return
        if figures != self.figures:
            self.figures = figures
            self.revision += 1
        self.state, self.reason = "confirmed", None
        self._changed("officer", officer_id, at)
        self.events.append(RightsConfirmed(rights_id=self.id, member_id=self.member_id, year=self.year))

    def refuse(self, reason: str, officer_id: UUID, at: datetime, *, seen: int | None) -> None:
        self._require_seen(seen, unseen=frozenset({"declared"}))
        if (self.state, self.reason) == ("refused", reason):
            return
        self.state, self.reason = "refused", reason
        self._changed("officer", officer_id, at)
        self.events.append(RightsRefused(rights_id=self.id, member_id=self.member_id, year=self.year))

    def _require_seen(self, seen: int | None, *, unseen: frozenset[RightsState]) -> None:
        """`unseen`: the states that may be changed by who does not say what they saw."""
        if seen is not None and seen != self.version:
            raise StaleVersion("These rights have changed since they were last seen.")
        if seen is None and self.state not in unseen:
            raise RightsAlreadySettled("Another officer has settled these rights.", state=self.state)

    def _changed(self, by: By, actor_id: UUID, at: datetime) -> None:
        self.version += 1
        told = self.version, self.revision, self.state, self.figures, self.papers, self.reason
        self.changes.append(Change(*told, by, actor_id, at))


def as_it_was_sent(rights: Rights) -> Change:
    """The change that a version wrote which kept none."""
    if rights.opened_at is None:
        raise ValueError("never sent")
    return Change(
        rights.version,
        rights.revision,
        rights.state,
        rights.figures,
        rights.papers,
        rights.reason,
        "member",
        rights.member_id,
        rights.opened_at,
    )

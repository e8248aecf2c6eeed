"""What a member could ask for: whom of their household it is for, what was asked of it already, what comes first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from services.applications.domain.benefit import Benefit
from services.applications.domain.concerned import CONCERNED
from services.applications.domain.form import Answers
from services.applications.domain.pointers import resolve
from services.applications.domain.rules.check import Check
from services.applications.domain.rules.conditions import is_required
from services.applications.domain.rules.situation import Earlier, Situation
from services.applications.domain.scale import Estimate
from services.applications.domain.status import Status
from services.contracts.applications import RequiredDocument
from services.contracts.calendar import day_in_paris

SOON: Final = 45
"""Days before its end from which a benefit is said to close."""
ON_EVENT: Final = frozenset({"life_event", "hardship"})
"""Categories of what is asked for when something happens, which no file tells beforehand."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a member."""

    facts: Mapping[str, Any]
    """As a form is prefilled from them."""
    quotient: Decimal | None
    """Of this year."""
    papers: frozenset[str] = frozenset()
    """The kinds of those that passed their checks."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An application of theirs."""

    id: UUID
    benefit_code: str
    status: Status
    created_at: datetime
    earlier: Earlier | None = None
    """Where it was granted, or submitted and is not decided."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why or why not; `name` is that of its sentence."""

    name: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Prospect:
    """One benefit, for one member. `eligible`: it is open, and nothing that is known speaks against it."""

    benefit: Benefit
    eligible: bool
    on_event: bool
    reasons: tuple[Reason, ...]
    estimate: Estimate | None
    lacking: tuple[RequiredDocument, ...]
    held: tuple[RequiredDocument, ...]
    """Asked for, and of a kind of which they have one that was checked."""
    asked: Asked | None
    """The application of this period, under way or decided."""

    @property
    def order(self) -> tuple[tuple[bool, bool, bool], date, str]:
        """What can be asked for now before all else; in it, what ends soonest."""
        later = (not self.eligible, self.asked is not None, self.on_event)
        return later, self.benefit.closes_on or date.max, self.benefit.code


def radar(benefits: Iterable[Benefit], known: Known, asked: Sequence[Asked], now: datetime) -> list[Prospect]:
    """`asked`: newest first."""
    return sorted((prospect(one, known, asked, now) for one in benefits), key=lambda found: found.order)


def prospect(benefit: Benefit, known: Known, asked: Sequence[Asked], now: datetime) -> Prospect:
    today = day_in_paris(now)
    household = _Household.of(benefit, known)
    mine = _of_this_period(benefit, asked, today)
    is_open = benefit.is_open(on=now)
    situation = Situation(
        form=benefit.form,
        answers=household.answers,
        facts=known.facts,
        started=today,
        submitted=today,
        earlier=tuple(one.earlier for one in asked if one.earlier and one.benefit_code == benefit.code),
    )
    found = benefit.assess(situation, known.quotient)
    counting = household.of_these(found.counted)
    nobody = household.needs_somebody and not counting
    against = _against(found.checks, household, counting)
    eligible = is_open and not nobody and not against
    reasons = [*_of_people(benefit, household, counting), *against, *_of_dates(benefit, today, is_open=is_open)]
    if mine is not None:
        reasons.append(Reason("asked", {"status": mine.status}))
    elif eligible:
        if benefit.category in ON_EVENT:
            reasons.append(Reason(benefit.category))
        if benefit.scale.kind == "tiered" and known.quotient is None:
            reasons.append(Reason("rights_closed", {"year": today.year}))
    papers = [one for one in benefit.required_documents if is_required(one, situation)]
    return Prospect(
        benefit=benefit,
        eligible=eligible,
        on_event=benefit.category in ON_EVENT,
        reasons=tuple(reasons),
        estimate=None if nobody or (household.there and not counting) else found.estimate,
        lacking=tuple(one for one in papers if one.kind not in known.papers),
        held=tuple(one for one in papers if one.kind in known.papers),
        asked=mine,
    )


@dataclass(frozen=True, slots=True)
class _Household:
    """Whom of the member's file a benefit asks for, by the list that its form prefills."""

    name: str = ""
    there: tuple[Any, ...] = ()
    needs_somebody: bool = False

    @classmethod
    def of(cls, benefit: Benefit, known: Known) -> "_Household":
        for name, asked in benefit.form.schema["properties"].items():
            people = resolve(asked["x-prefill"], known.facts) if "x-prefill" in asked else None
            if asked.get("type") == "array" and isinstance(people, list):
                box = asked.get(CONCERNED)
                ticked = [one | {box.removeprefix("/"): True} if box else one for one in people]
                # A child who is born or adopted may not be in the file yet.
                needs = bool(asked.get("minItems")) and benefit.category not in ON_EVENT
                return cls(name, tuple(ticked), needs)
        return cls()

    @property
    def answers(self) -> Answers:
        """All that is known of what they would answer."""
        return {self.name: list(self.there)} if self.there else {}

    def of_these(self, counted: Answers) -> tuple[Any, ...]:
        return tuple(counted.get(self.name, ()))


def _of_people(benefit: Benefit, household: _Household, counting: Sequence[Any]) -> list[Reason]:
    if household.needs_somebody and not household.there:
        return [Reason("no_child")]
    return [Reason("for", {"people": counting})] if counting and benefit.category not in ON_EVENT else []


def _against(checks: Sequence[Check], household: _Household, counting: Sequence[Any]) -> list[Reason]:
    """What speaks against all of it: against one of several it does not."""
    nobody = household.needs_somebody and bool(household.there) and not counting
    wrong = [one for one in checks if one.outcome != "ok"]
    of_all = [one for one in wrong if one.refuses_submission and one.pointer is None]
    return [Reason("check", {"check": one}) for one in [*of_all, *(one for one in wrong if nobody and one.pointer)]]


def _of_dates(benefit: Benefit, today: date, *, is_open: bool) -> list[Reason]:
    if is_open:
        left = (benefit.closes_on - today).days if benefit.closes_on else None
        return [Reason("closing", {"days": left})] if left is not None and left <= SOON else []
    if today < benefit.opens_on:
        return [Reason("opens", {"day": benefit.opens_on})]
    if benefit.reopens_on is not None:
        return [Reason("reopens", {"day": benefit.reopens_on})]
    return [Reason("ended", {"day": benefit.closes_on})]


def _of_this_period(benefit: Benefit, asked: Sequence[Asked], today: date) -> Asked | None:
    """One under way, else the newest decided since the benefit opened, or since the new year if it never closes."""
    mine = [one for one in asked if one.benefit_code == benefit.code and not one.status.is_abandoned]
    since = benefit.opens_on if benefit.closes_on else max(benefit.opens_on, date(today.year, 1, 1))
    under_way = (one for one in mine if one.status.is_undecided)
    decided = (one for one in mine if one.status.is_decided and day_in_paris(one.created_at) >= since)
    return next(under_way, None) or next(decided, None)

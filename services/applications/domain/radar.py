"""What a member could ask for: whom of their household it is for, what was asked of it already, what comes first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from services.applications.domain.benefit import Benefit
from services.applications.domain.concerned import COUNTS_IF, who_count
from services.applications.domain.pointers import resolve
from services.applications.domain.scale import Estimate, estimate
from services.applications.domain.status import Status
from services.applications.domain.statuses import is_for
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
    household = _Household.of(benefit, known, today)
    mine = _of_this_period(benefit, asked, today)
    is_open = benefit.is_open(on=now)
    found = None if household.nobody else _estimate(benefit, household, known.quotient)
    for_them = is_for(benefit.form.schema, known.facts)
    other_status = [] if for_them else [Reason("other_status")]
    reasons = [*other_status, *household.reasons(benefit), *_of_dates(benefit, today, is_open=is_open)]
    if mine is not None:
        reasons.append(Reason("asked", {"status": mine.status}))
    elif is_open and for_them and not household.nobody:
        if benefit.category in ON_EVENT:
            reasons.append(Reason(benefit.category))
        if benefit.scale.kind == "tiered" and known.quotient is None:
            reasons.append(Reason("rights_closed", {"year": today.year}))
    return Prospect(
        benefit=benefit,
        eligible=is_open and for_them and not household.nobody,
        on_event=benefit.category in ON_EVENT,
        reasons=tuple(reasons),
        estimate=found,
        lacking=tuple(one for one in benefit.required_documents if one.required and one.kind not in known.papers),
        asked=mine,
    )


@dataclass(frozen=True, slots=True)
class _Household:
    """Whom of the member's file a benefit asks for, by the list that its form prefills."""

    name: str = ""
    rules: tuple[Mapping[str, Any], ...] = ()
    there: tuple[Any, ...] = ()
    counting: tuple[Any, ...] = ()
    needs_somebody: bool = False

    @classmethod
    def of(cls, benefit: Benefit, known: Known, today: date) -> "_Household":
        for name, asked in benefit.form.schema["properties"].items():
            people = resolve(asked["x-prefill"], known.facts) if "x-prefill" in asked else None
            if asked.get("type") == "array" and isinstance(people, list):
                rules = tuple(asked.get(COUNTS_IF, ()))
                # A child who is born or adopted may not be in the file yet: only a rule on who counts can say no then.
                needs = bool(asked.get("minItems")) and (bool(rules) or benefit.category not in ON_EVENT)
                return cls(name, rules, tuple(people), tuple(who_count(asked, people, today)), needs)
        return cls()

    @property
    def nobody(self) -> bool:
        return self.needs_somebody and not self.counting

    def reasons(self, benefit: Benefit) -> list[Reason]:
        if self.nobody:
            return [Reason("no_child") if not self.there else _unfulfilled(self.rules)]
        if self.counting and benefit.category not in ON_EVENT:
            return [Reason("for", {"people": self.counting})]
        return []


def _unfulfilled(rules: Sequence[Mapping[str, Any]]) -> Reason:
    """In words of its own where one rule is all there is."""
    if len(rules) == 1:
        rule = rules[0]
        if rule.get("under") is not None and "from" not in rule:
            return Reason("nobody_under", {"years": rule["under"]})
        if rule.get("pointer") == "/disabled" and rule.get("equals") is True:
            return Reason("nobody_disabled")
    return Reason("nobody_counts")


def _of_dates(benefit: Benefit, today: date, *, is_open: bool) -> list[Reason]:
    if is_open:
        left = (benefit.closes_on - today).days if benefit.closes_on else None
        return [Reason("closing", {"days": left})] if left is not None and left <= SOON else []
    if today < benefit.opens_on:
        return [Reason("opens", {"day": benefit.opens_on})]
    if benefit.reopens_on is not None:
        return [Reason("reopens", {"day": benefit.reopens_on})]
    return [Reason("ended", {"day": benefit.closes_on})]


def _estimate(benefit: Benefit, household: _Household, quotient: Decimal | None) -> Estimate:
    """For all who count: who applies may tick fewer."""
    return estimate(benefit.scale, {household.name: list(household.counting)} if household.counting else {}, quotient)


def _of_this_period(benefit: Benefit, asked: Sequence[Asked], today: date) -> Asked | None:
    """One under way, else the newest decided since the benefit opened, or since the new year if it never closes."""
    mine = [one for one in asked if one.benefit_code == benefit.code and not one.status.is_abandoned]
    since = benefit.opens_on if benefit.closes_on else max(benefit.opens_on, date(today.year, 1, 1))
    under_way = (one for one in mine if one.status.is_undecided)
    decided = (one for one in mine if one.status.is_decided and day_in_paris(one.created_at) >= since)
    return next(under_way, None) or next(decided, None)

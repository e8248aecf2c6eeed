"""What rules look at: the answers, the member, the days, and what was asked of the benefit before."""

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from services.applications.domain.concerned import concerned
from services.applications.domain.dates import to_date
from services.applications.domain.form import Answers, Form
from services.applications.domain.pointers import ABSENT, resolve
from services.applications.domain.rules.check import Fact
from services.contracts.calendar import months_after
from services.contracts.pointers import is_pointer


@dataclass(frozen=True, slots=True)
class Earlier:
    """An application of the same member for the same benefit, granted or submitted before."""

    answers: Answers
    started: date
    submitted: date
    amount: Decimal
    """Granted; until then, what the scale gives."""

    def day(self, which: str) -> date | None:
        return _day(which, self.answers, self.started, self.submitted)


@dataclass(frozen=True, slots=True)
class Person:
    """One whom the application is for."""

    item: Any
    pointer: str
    position: int

    @property
    def name(self) -> Fact:
        given = resolve("/given_name", self.item)
        return given if isinstance(given, str) and given else {"person": self.position + 1}


@dataclass(frozen=True, slots=True)
class Situation:
    form: Form
    answers: Answers
    facts: Mapping[str, Any]
    """Of the member's file."""
    started: date
    submitted: date
    """Today, while it is a draft."""
    earlier: tuple[Earlier, ...] = field(default=())
    amount: Decimal | None = None
    """What the scale gives for it."""

    def day(self, which: str) -> date | None:
        """`started`, `submitted`, a pointer to a date, or a day of the year that it was started in."""
        return _day(which, self.answers, self.started, self.submitted)

    def answer(self, pointer: str) -> Any:
        """ABSENT where there is none."""
        return resolve(pointer, self.answers)

    def label(self, pointer: str) -> Fact:
        """Its title, by language where it has one."""
        return self.form.label(pointer)

    def people(self, of: str) -> Iterator[Person]:
        """Of a list, those whom the application is for."""
        items, field = self.answer(of), self.form.field(of) or {}
        if isinstance(items, list):
            meant = concerned(field, items)
            for position, item in enumerate(items):
                if any(item is one for one in meant):
                    yield Person(item, f"{of}/{position}", position)


def on_day_of_year(day: str, year: int) -> date:
    """29 February is the 28th in a year without."""
    month, of_month = (int(part) for part in day.split("-"))
    return date(year, month, min(of_month, calendar.monthrange(year, month)[1]))


def plus(day: date, months: int | None, days: int | None) -> date:
    return months_after(day, months) if months is not None else day + timedelta(days=days or 0)


def _day(which: str, answers: Answers, started: date, submitted: date) -> date | None:
    if is_pointer(which):
        value = resolve(which, answers)
        return None if value is ABSENT else to_date(value)
    if which in ("started", "submitted"):
        return started if which == "started" else submitted
    return on_day_of_year(which, started.year)

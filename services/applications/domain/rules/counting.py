"""What earlier applications a rule counts, and what makes two of them the same."""

import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any

from services.applications.domain.concerned import concerned
from services.applications.domain.form import Answers, Form
from services.applications.domain.pointers import ABSENT, resolve
from services.applications.domain.rules.check import Fact, day, named, period
from services.applications.domain.rules.situation import Earlier, Situation
from services.contracts.applications import LimitRule, OnceRule
from services.contracts.calendar import months_after

Counting = LimitRule | OnceRule
Key = tuple[Any, ...]


def counted(rule: Counting, situation: Situation) -> list[Earlier]:
    """Those of the period that this one falls in."""
    now = situation.day(rule.dated)
    return [one for one in situation.earlier if now is not None and _same_period(rule, one.day(rule.dated), now)]


def _same_period(rule: Counting, then: date | None, now: date) -> bool:
    if then is None:
        return False
    if rule.over == "year":
        return then.year == now.year
    # On the day itself the period is over: what was granted on 3 May can be asked for again on 3 May.
    return rule.months is None or (months_after(then, rule.months) > now and months_after(now, rule.months) > then)


def period_of(rule: Counting, situation: Situation) -> Fact:
    if rule.over == "year":
        return {"name": "over.year", "with": {"year": (situation.day(rule.dated) or situation.submitted).year}}
    if rule.months is not None:
        return {"name": "over.months", "with": {"period": period(months=rule.months)}}
    return named("over.life")


def keys_of(form: Form, answers: Answers, of: str, key: list[str]) -> Iterator[Key]:
    """Of each whom an application is for."""
    items = resolve(of, answers)
    if isinstance(items, list):
        for item in concerned(form.field(of) or {}, items):
            yield identity(item, key)


def identity(value: Any, pointers: list[str]) -> Key:
    """However it was typed: Zoé is ZOE, and Anne-Marie Anne Marie."""
    return tuple(_plain(resolve(pointer, value)) for pointer in pointers)


def is_known(key: Key) -> bool:
    return ABSENT not in key


def _plain(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    letters = unicodedata.normalize("NFKD", value).casefold()
    kept = "".join(one if one.isalnum() else " " for one in letters if not unicodedata.combining(one))
    return " ".join(kept.split())


def day_of(one: Earlier, rule: Counting) -> Fact:
    return day(one.day(rule.dated) or one.submitted)

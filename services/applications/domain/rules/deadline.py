"""By when, or how long ahead, something must be."""

from services.applications.domain.rules.check import Check, Fact, checked, day, named, period
from services.applications.domain.rules.situation import Situation, on_day_of_year, plus
from services.contracts.applications import DeadlineRule
from services.contracts.pointers import is_pointer


def check_deadline(rule: DeadlineRule, situation: Situation) -> list[Check]:
    moment, reference = situation.day(rule.day), situation.day(rule.of)
    if moment is None or reference is None:
        return []
    facts = {
        "what": _name(rule.day, situation),
        "day": day(moment),
        "of": _name(rule.of, situation),
        "of_day": day(reference),
    }
    pointer = next((one for one in (rule.of, rule.day) if is_pointer(one)), None)
    if rule.by is not None:
        last = on_day_of_year(rule.by, reference.year + rule.years_after)
        return [checked(rule, moment <= last, "deadline_by", facts | {"last": day(last)}, pointer)]
    if rule.within_months is not None or rule.within_days is not None:
        last = plus(reference, rule.within_months, rule.within_days)
        limit = period(months=rule.within_months, days=rule.within_days)
        facts |= {"limit": limit, "last": day(last)}
        return [checked(rule, moment <= last, "deadline_within", facts, pointer)]
    limit = period(months=rule.ahead_months, days=rule.ahead_days)
    first = plus(moment, rule.ahead_months, rule.ahead_days)
    return [checked(rule, first <= reference, "deadline_ahead", facts | {"limit": limit, "first": day(first)}, pointer)]


def _name(which: str, situation: Situation) -> Fact:
    return situation.label(which) if is_pointer(which) else named(f"day.{which}")

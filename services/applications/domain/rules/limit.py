"""So much, or so often, over a period."""

from decimal import Decimal

from services.applications.domain.rules.check import Check, Fact, amount, checked, named
from services.applications.domain.rules.counting import counted, identity, is_known, keys_of, period_of
from services.applications.domain.rules.situation import Earlier, Situation
from services.applications.domain.scale import number_at
from services.contracts.applications import LimitRule


def check_limit(rule: LimitRule, situation: Situation) -> list[Check]:
    if situation.day(rule.dated) is None:
        return []
    before = counted(rule, situation)
    facts: dict[str, Fact] = {"over": period_of(rule, situation), "per": named(f"per.{rule.per}")}
    if rule.of is None:
        found = _check(rule, situation, before, Decimal(1), facts, rule.amount)
        return [found] if found else []
    people = [one for one in situation.people(rule.of) if is_known(identity(one.item, rule.key))]
    checks = []
    for person in people:
        key = identity(person.item, rule.key)
        theirs = [one for one in before if key in keys_of(situation.form, one.answers, rule.of, rule.key)]
        shares = [_share(rule, one, situation) for one in theirs]
        found = _check(
            rule, situation, theirs, Decimal(len(people)), facts | {"per": person.name}, person.pointer, shares
        )
        checks += [found] if found else []
    return [one for one in checks if one.outcome != "ok"] or checks[:1]


def _share(rule: LimitRule, one: Earlier, situation: Situation) -> Decimal:
    """What an application for several granted each of them."""
    several = len(list(keys_of(situation.form, one.answers, rule.of or "", rule.key)))
    return _amount(rule, one) / max(several, 1)


def _check(
    rule: LimitRule,
    situation: Situation,
    before: list[Earlier],
    several: Decimal,
    facts: dict[str, Fact],
    pointer: str | None,
    shares: list[Decimal] | None = None,
) -> Check | None:
    if rule.at_most_times is not None:
        facts |= {"most": rule.at_most_times, "times": len(before)}
        return checked(rule, len(before) < rule.at_most_times, "limit_times", facts, pointer)
    most = rule.at_most_amount or Decimal(0)
    asked = number_at(rule.amount, situation.answers) if rule.amount else situation.amount
    if asked is None:
        return None
    granted = sum((_amount(rule, one) for one in before) if shares is None else shares, Decimal(0))
    asked = asked / several
    facts |= {"most": amount(most), "before": amount(granted), "asked": amount(asked)}
    return checked(rule, granted + asked <= most, "limit_amount", facts, pointer)


def _amount(rule: LimitRule, one: Earlier) -> Decimal:
    """An amount that is the officer's to say counts as what was asked for, until they did."""
    return one.amount or (number_at(rule.amount, one.answers) if rule.amount else None) or Decimal(0)

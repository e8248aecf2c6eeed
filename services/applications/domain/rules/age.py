"""How old somebody must be on a day."""

from services.applications.domain.dates import age, to_date
from services.applications.domain.pointers import resolve
from services.applications.domain.rules.check import Check, Fact, against, checked, day, named, years
from services.applications.domain.rules.situation import Person, Situation
from services.contracts.applications import AgeRule


def check_age(rule: AgeRule, situation: Situation) -> list[Check]:
    """One for each who is not of that age, else one for all."""
    if rule.of == "applicant":
        applicant = Person({"birth_date": situation.facts.get("birth_date")}, "", 0)
        return [_check(rule, applicant, "/birth_date", named("applicant"), situation)]
    all_of_them = [_check(rule, one, rule.birth_date, one.name, situation) for one in situation.people(rule.of)]
    return [one for one in all_of_them if one.outcome != "ok"] or all_of_them[:1]


def _check(rule: AgeRule, person: Person, birth_date: str, name: Fact, situation: Situation) -> Check:
    on, birth = situation.day(rule.on), to_date(resolve(birth_date, person.item))
    facts = {"who": name, **_bounds(rule)}
    pointer = person.pointer or None
    if birth is None or on is None:
        return against(rule, "age_unknown", facts, pointer, blocking=False)
    if birth > on:
        return against(rule, "not_born", facts | {"on": day(on)}, pointer)
    old = age(birth, on)
    holds = (rule.at_least or 0) <= old < (rule.under or old + 1)
    return checked(rule, holds, f"age_{_which(rule)}", facts | {"age": years(old), "on": day(on)}, pointer)


def _which(rule: AgeRule) -> str:
    if rule.at_least is None:
        return "under"
    return "at_least" if rule.under is None else "between"


def _bounds(rule: AgeRule) -> dict[str, Fact]:
    bounds = {"at_least": rule.at_least, "under": rule.under}
    return {name: years(bound) for name, bound in bounds.items() if bound is not None}

"""Not twice for the same child, stay or event."""

from services.applications.domain.rules.check import Check, against, fulfilled
from services.applications.domain.rules.counting import counted, day_of, identity, is_known, keys_of, period_of
from services.applications.domain.rules.situation import Earlier, Person, Situation
from services.contracts.applications import OnceRule


def check_once(rule: OnceRule, situation: Situation) -> list[Check]:
    event = identity(situation.answers, rule.answers)
    if not is_known(event):
        return []
    same = [one for one in counted(rule, situation) if identity(one.answers, rule.answers) == event]
    facts = {"over": period_of(rule, situation)}
    if rule.of is None:
        pointer = rule.answers[0]
        if same:
            return [against(rule, "once_before", facts | {"day": day_of(same[0], rule)}, pointer)]
        return [fulfilled(rule, "once", facts)]
    seen: set[tuple[object, ...]] = set()
    found: list[Check] = []
    people = list(situation.people(rule.of))
    for person in people:
        key = identity(person.item, rule.key)
        if not is_known(key):
            continue
        found += _of_person(rule, person, key, same, key in seen, situation)
        seen.add(key)
    return found or ([fulfilled(rule, "once", facts)] if seen else [])


def _of_person(
    rule: OnceRule, person: Person, key: tuple[object, ...], same: list[Earlier], again: bool, situation: Situation
) -> list[Check]:
    facts = {"who": person.name, "over": period_of(rule, situation)}
    if again:
        return [against(rule, "once_twice_here", facts, person.pointer)]
    for one in same:
        if key in keys_of(situation.form, one.answers, rule.of or "", rule.key):
            return [against(rule, "once_person_before", facts | {"day": day_of(one, rule)}, person.pointer)]
    return []

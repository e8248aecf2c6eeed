"""Whether a document is asked for."""

from services.applications.domain.dates import age, to_date
from services.applications.domain.pointers import resolve
from services.applications.domain.rules.answer import is_one_of
from services.applications.domain.rules.counting import identity
from services.applications.domain.rules.situation import Person, Situation
from services.contracts.applications import RequiredDocument, RequiredIf

PERSON = ["/given_name", "/birth_date"]


def is_required(document: RequiredDocument, situation: Situation) -> bool:
    if not document.required_if:
        return document.required
    return any(_holds(one, situation) for one in document.required_if)


def _holds(condition: RequiredIf, situation: Situation) -> bool:
    if condition.answer is not None:
        return is_one_of(situation.answer(condition.answer), condition.any_of or [])
    if condition.statuses is not None:
        return situation.facts.get("status") in condition.statuses
    return any(_is_of(condition, one, situation) for one in situation.people(condition.of or ""))


def _is_of(condition: RequiredIf, person: Person, situation: Situation) -> bool:
    if condition.not_in_file:
        known = situation.facts.get("children") or ()
        return identity(person.item, PERSON) not in {identity(one, PERSON) for one in known}
    birth = to_date(resolve(condition.birth_date, person.item))
    if birth is None:
        return False
    old = age(birth, situation.started)
    return (condition.at_least or 0) <= old < (condition.under or old + 1)

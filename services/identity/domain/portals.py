"""Two portals; a person's profession decides which (docs/mission.md 10 to 13)."""

from collections.abc import Collection, Iterator, Mapping

from services.contracts.base import Portal
from services.contracts.identity.refusals import UnknownProfession
from services.identity.domain.folding import slug, words
from services.identity.domain.professions import PROFESSIONS, Profession

ProfessionNames = Mapping[str, Collection[str]]
"""By code, the names in every language."""


def find_profession(text: str, names: ProfessionNames) -> Profession | None:
    """By its code, one of its names or of the words that people use, however it is typed."""
    wanted = slug(text)
    return next((each for each in PROFESSIONS if wanted in {slug(form) for form in _forms(each, names)}), None)


def search_professions(text: str, names: ProfessionNames) -> list[Profession]:
    """Those of which each typed word begins a word, of one of their forms; the very one first."""
    typed = words(text)
    if not typed:
        return []
    exact = find_profession(text, names)
    meant = [
        each for each in PROFESSIONS if each != exact and any(_begins(typed, form) for form in _forms(each, names))
    ]
    return [exact, *meant] if exact else meant


def require_profession(text: str, portal: Portal, names: ProfessionNames) -> Profession:
    profession = find_profession(text, names)
    if profession is None or profession.portal != portal:
        raise UnknownProfession.at("/profession", "This profession is not one of this portal.")
    return profession


def _begins(typed: list[str], form: str) -> bool:
    known = words(form)
    return all(any(word.startswith(beginning) for word in known) for beginning in typed)


def _forms(profession: Profession, names: ProfessionNames) -> Iterator[str]:
    yield profession.code
    for name in names[profession.code]:
        yield name
        yield from _both_genders(name.partition("(")[0])
    yield from filter(None, profession.words.split(","))


def _both_genders(name: str) -> Iterator[str]:
    """`Assistant, assistante de service social`: what follows the second form belongs to the first as well."""
    first, _, second = name.partition(",")
    yield " ".join([first, *second.split()[len(first.split()) :]])
    yield second or first

"""Whether a declarant of a tax notice is the member: the same name, however a notice writes it."""

from collections.abc import Iterable, Iterator
from itertools import permutations

from services.identity.domain.folding import words

MOST_LETTERS = 38
"""A longer name is cut there on the notice."""
TITLES = frozenset({"m", "mr", "mme", "mlle", "monsieur", "madame"})
PARTICLES = frozenset({"d", "de", "des", "du", "l", "la", "le", "les", "van", "von"})


def is_declarant(declarants: Iterable[str], family_names: Iterable[str], given_name: str) -> bool:
    """`family_names`: the member's, by birth and by use, as far as they are known."""
    known = [*family_names]
    return any(_same(declarant, family, given_name) for declarant in declarants for family in _families(known))


def _families(known: list[str]) -> Iterator[list[str]]:
    """Each by itself, each half of a double name, and two together in either order."""
    for name in known:
        yield words(name)
        halves = name.split("-") if "-" in name else name.split(" ")
        if len(halves) == 2 and not PARTICLES.intersection(words(halves[0])):
            yield from (words(half) for half in halves)
    for first, second in permutations(known, 2):
        yield words(f"{first} {second}")


def _same(declarant: str, family: list[str], given_name: str) -> bool:
    written, given = words(declarant), words(given_name)
    if written and written[0] in TITLES:
        written = written[1:]
    if not (written and family and given):
        return False
    cut = len(declarant.strip()) >= MOST_LETTERS
    return _reads(written, family, given, cut=cut) or _reads(
        _without_particles(written), _without_particles(family), given, cut=cut
    )


def _reads(written: list[str], family: list[str], given: list[str], *, cut: bool) -> bool:
    """Other given names may follow those that we know; spaces may be anywhere, or missing."""
    if written[: len(family)] == family and written[len(family) :][: len(given)] == given:
        return True
    told = "".join(written)
    in_order, the_other_way = "".join([*family, *given]), "".join([*given, *family])
    return told in (in_order, the_other_way) or (cut and bool(told) and in_order.startswith(told))


def _without_particles(text: list[str]) -> list[str]:
    return [word for word in text if word not in PARTICLES] or text

"""Employer establishments, and the words that people look for them by."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from uuid import UUID

from services.contracts.identity import EstablishmentKind
from services.identity.domain.folding import fold, words

SAME_WORD = ({"saint", "sainte", "st", "ste"}, {"notre", "nd"}, {"hopital", "hop", "hopitaux"})
SHORT: dict[str, str] = {
    "centre hospitalier universitaire": "chu",
    "centre hospitalier regional": "chr",
    "centre hospitalier regional universitaire": "chru chu",
    "centre hospitalier": "ch",
    "groupement hospitalier de territoire": "ght",
    "institut medico educatif": "ime",
    "maison de retraite": "ehpad",
}
"""What a part of a name is also called. A name that bears the short form is found by the long one through its kind."""
OF_KIND: dict[EstablishmentKind, str] = {
    "chu": "chu centre hospitalier universitaire hopital hop",
    "ch": "ch centre hospitalier hopital hop",
    "ehpad": "ehpad maison de retraite",
    "child_welfare": "foyer enfance",
    "disability": "ime institut medico educatif handicap",
    "social_reintegration": "chrs hebergement",
}
LITTLE = frozenset({"a", "au", "aux", "d", "de", "des", "du", "et", "l", "la", "le", "les", "sur"})
NEAR = 0.75
"""Of the letters: one or two mistyped ones in a word of usual length."""


@dataclass(frozen=True, slots=True)
class Establishment:
    id: UUID
    name: str
    kind: EstablishmentKind
    city: str
    postal_code: str
    region: str

    @property
    def key(self) -> str:
        """Two establishments of one postal code never bear the same name, however it is typed."""
        return f"{self.postal_code} {' '.join(words(self.name))}"

    @property
    def search_text(self) -> str:
        return " ".join(words(fold(f"{self.name} {self.city} {self.postal_code} {self.region}")))

    @property
    def found_by(self) -> tuple[str, str, str]:
        """Words of the name, of the town, and of the rest: what weighs most first."""
        rest = f"{self.postal_code} {self.region} {OF_KIND.get(self.kind, '')}"
        return _all_forms(self.name), _all_forms(self.city), " ".join(words(rest))

    @property
    def grams(self) -> str:
        return " ".join(sorted(grams(words(f"{self.name} {self.city}"))))


def typed_words(text: str) -> list[str]:
    """Without the little ones, which are left out and added at will; unless there is nothing else."""
    every = words(text)
    return [word for word in every if word not in LITTLE] or every


def grams(of: Iterable[str]) -> set[str]:
    """Three letters in a row, and the beginning of each word: what is left of it when it is mistyped."""
    padded = [f"0{word}0" for word in of]
    return {word[at : at + 3] for word in padded for at in range(len(word) - 2)}


def nearness(typed: list[str], name_and_city: str) -> float:
    """0 where a word that was typed is like none of them."""
    theirs = set(_all_forms(name_and_city).split())
    best = [max((_ratio(word, each) for each in theirs), default=0.0) for word in typed]
    return sum(best) / len(best) if min(best) >= NEAR else 0.0


def _ratio(typed: str, word: str) -> float:
    return 1.0 if word.startswith(typed) else SequenceMatcher(None, typed, word).ratio()


def _all_forms(text: str) -> str:
    plain = words(text)
    joined = f" {' '.join(plain)} "
    also = [short for long, short in SHORT.items() if f" {long} " in joined]
    also += [other for group in SAME_WORD if group & set(plain) for other in sorted(group)]
    return " ".join([*plain, *also])

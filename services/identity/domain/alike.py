"""Who may well be the same person, though the names are not typed alike: a person decides."""

from difflib import SequenceMatcher

from services.identity.domain.folding import words

NEAR = 0.84
"""Of the letters of both names: one or two mistyped ones in a name of usual length."""


def alike(names: str, others: str) -> bool:
    """Both names of a person, in any order. Their birth dates are the same: nobody is compared otherwise."""
    one, other = sorted(words(names)), sorted(words(others))
    if set(one) <= set(other) or set(other) <= set(one):
        return True  # a second given name, or a name of birth beside that of marriage
    return SequenceMatcher(None, " ".join(one), " ".join(other)).ratio() >= NEAR

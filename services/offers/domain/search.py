"""What a search looks through, and what it looks for: both are normalised alike."""

import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


def searchable(text: str) -> str:
    """Words without accents, case or signs: `L'Été à Saint-Malo` is found by `ete saint malo`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    letters = (character for character in decomposed if not unicodedata.combining(character))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in letters).split())

"""How names are looked for: without accents and capitals, by the beginnings of words."""

import re

ACCENTED = "àâäáãçéèêëíìîïñóòôöõúùûüýÿœæ’"
PLAIN = "aaaaaceeeeiiiinooooouuuuyyoa "
"""Letter by letter, for the database folds in the same way."""
_FOLD = str.maketrans(ACCENTED, PLAIN)


def words_of(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower().translate(_FOLD))

"""One name for a thing, in every text that people read (docs/glossary.md), and how French is set."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.contracts.base import Language
from services.contracts.language import LANGUAGES
from services.kit.texts import Texts
from services.kit.typography import APOSTROPHE, NARROW_NO_BREAK, NO_BREAK, typeset

ROOT = Path(__file__).parents[2]
LOCALES = sorted(path for path in ROOT.glob("**/locales") if not path.relative_to(ROOT).parts[0].startswith("."))
EMAILS = ROOT / "services" / "notifications" / "emails"
INSTEAD = {
    "fr": {
        r"espace agent\b": "espace des agents",
        r"espace des personnels": "espace du personnel médical",
        r"\bportails?\b": "espace",
        r"(demande|dossier)s? (est |sont |a été )?(envoyée?|transmise?)s?\b": "déposée",
        r"(demande|aide)s? (est |sont |a été )?acceptée?s?\b": "accordée",
        r"(?<!en )\braisons?\b": "motif",
        r"\b(le|du|un|au|ce|aux|des) membres?\b(?! du personnel)": "demandeur",
        r"mot de passe temporaire": "mot de passe provisoire",
        r"seconds? facteurs?|double facteur|deux facteurs": "double authentification",
        r"ce qui vous attend": "À faire",
        r"demandes ouvertes": "Demandes en cours",
        r"toute? seule?\b": "automatiquement",
        r"(?<!et )(?<!fur et )à mesure": "au fur et à mesure",
        r"(regardez|relevez|ouvrez) vo(s e-mails|tre messagerie)": "Consultez vos e-mails",
        r"(répétez|retapez) le mot de passe": "Confirmez le mot de passe",
        r"un enfant de plus|encore un enfant": "Ajouter un enfant",
        r"m'écrire|me prévenir": "M'envoyer un e-mail pour",
        r"\bvue le\b|dernière visite": "Dernière activité le",
        r"inexact|ne convient pas\.$": "incorrect",
        r"bravo|félicitations": "what is true",
        r"avis d'impôt": "avis d'imposition",
        r"\bprestation\b": "aide",
        r"étudi(er|ée?s?|e)\b|à l'étude": "examiner",
        r"\bvous êtes (déjà |de nouveau )?(dé)?connecté\b": "votre session est …",
    },
    "en": {
        r"\bmy aids?\b|\baids\b": "benefits",
        r"what awaits you": "To do",
        r"temporary code": "temporary password",
        r"well done|congratulations": "what is true",
    },
}
"""What is not said, and what is said instead."""


def texts_of(language: Language) -> Iterator[tuple[str, str]]:
    for folder in LOCALES:
        for key, forms in Texts(folder, language).forms.items():
            for form in forms:
                yield f"{folder.parent.name}: {key}", form
    for mail in sorted((EMAILS / language).glob("*.txt")):
        yield mail.name, mail.read_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_thing_has_one_name(language: Language) -> None:
    wrong = [
        f"{where}: “{found[0]}” in “{text}”: {word}"
        for where, text in texts_of(language)
        for pattern, word in INSTEAD[language].items()
        if (found := re.search(pattern, text.replace(APOSTROPHE, "'"), re.IGNORECASE))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_instead_is_no_such_word(language: Language) -> None:
    for pattern, word in INSTEAD[language].items():
        assert not re.search(pattern, word, re.IGNORECASE), pattern


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("Qui a lu l'avis ?", f"Qui a lu l{APOSTROPHE}avis{NARROW_NO_BREAK}?"),
        ("Attention ! Ceci ; cela", f"Attention{NARROW_NO_BREAK}! Ceci{NARROW_NO_BREAK}; cela"),
        ("50 % : « oui »", f"50{NO_BREAK}%{NO_BREAK}: «{NO_BREAK}oui{NO_BREAK}»"),
        ("12,50 €", f"12,50{NO_BREAK}€"),
        ("https://exemple.fr/?a=b", "https://exemple.fr/?a=b"),
    ],
)
def test_a_sign_of_two_parts_never_begins_a_line(typed: str, set_: str) -> None:
    assert typeset(typed, "fr") == set_
    assert typeset(set_, "fr") == set_


def test_english_keeps_its_spaces() -> None:
    assert typeset("Who's there?", "en") == f"Who{APOSTROPHE}s there?"

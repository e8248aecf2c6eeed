"""A language is texts: one line of code says that it is there, and nothing else asks which one it is."""

import ast
import json
import re
import shutil
import string
import subprocess
import sys
from pathlib import Path

import pytest

from services.contracts.base import Language
from services.contracts.language import FALLBACK, LANGUAGES
from services.kit.texts import Texts

ROOT = Path(__file__).parents[2]
LIST = "services/contracts/base.py"
NAMES_A_LANGUAGE = {
    LIST: "the list, and what services speak among themselves",
    "services/offers/tables.py": "the columns of the version before",
    "services/offers/migrations/versions/0001_first.py": "the columns of the version before",
    "services/kit/typography.py": "the spaces before a sign, and the first of a month: French has rules of its own",
}
CATALOGUES = ["gateway", "services/applications", "services/identity", "services/notifications"]
IN_A_TEMPLATE = re.compile(r"""["'](?:fr|en)["']|French|Français|English""")


def names_a_language(path: Path) -> bool:
    if path.suffix != ".py":
        return bool(IN_A_TEMPLATE.search(path.read_text()))
    texts = [node.value for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant)]
    return any(isinstance(text, str) and re.fullmatch("(?:.*_)?(?:fr|en)", text) for text in texts)


def test_no_module_or_template_asks_which_language_it_is() -> None:
    folders = [ROOT / "services", ROOT / "gateway"]
    files = [path for folder in folders for end in ("py", "html", "js") for path in folder.rglob(f"*.{end}")]
    assert {str(path.relative_to(ROOT)) for path in files if names_a_language(path)} == NAMES_A_LANGUAGE.keys()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("owner", CATALOGUES)
def test_every_language_has_every_text_with_the_same_places_to_fill_in(owner: str, language: Language) -> None:
    french, other = (Texts(ROOT / owner / "locales", each).forms for each in (FALLBACK, language))
    assert french.keys() == other.keys()
    assert {key: places(other[key]) for key in french} == {key: places(french[key]) for key in french}


def places(forms: tuple[str, ...]) -> set[str]:
    """Of the last plural form: a singular may do without its figure."""
    return {name for _, name, _, _ in string.Formatter().parse(forms[-1]) if name}


def test_a_third_language_is_one_line_and_its_texts(tmp_path: Path) -> None:
    for folder in ("services", "gateway"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    the_list = tmp_path / LIST
    line = next(line for line in the_list.read_text().splitlines() if line.startswith("Language = "))
    the_list.write_text(the_list.read_text().replace(line, line.replace("]", ', "de"]')))
    for texts in [*tmp_path.rglob("locales/fr*"), *tmp_path.rglob("emails/fr")]:
        in_german(texts, texts.with_name(texts.name.replace("fr", "de")))

    command = [sys.executable, "-W", "ignore", str(Path(__file__).with_name("third_language.py"))]
    environment = {"PYTHONPATH": str(tmp_path)}
    ran = subprocess.run(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    assert json.loads(ran.stdout) == {
        "asked for": "de",
        "number request": "de",
        "mail": "Hallo Ines,",
        "notification": "Mail modifiée",
        "timeline": "Die Sachbearbeitung vous demande 2 éléments. La demande reprend dès que tout est là.",
        "portal": "Bereich des agents",
        "offer": "Sommer",
        "not translated yet": "Ete",
        "kept": ["de", "en", "fr"],
        "form": {"title": "Name*"},
        "choice": [["fr", "Français"], ["en", "English"], ["de", "Deutsch"]],
        "money": "1.234,50 €",
        "refusal": "Nicht gefunden",
    }


def in_german(french: Path, german: Path) -> None:
    """A few words of it, here and there."""
    shutil.copytree(french, german) if french.is_dir() else shutil.copy(french, german)
    for path in german.rglob("*.*") if german.is_dir() else [german]:
        text = path.read_text()
        for before, after in {
            "Bonjour ": "Hallo ",
            "Adresse e-mail": "Mail",
            "Le gestionnaire": "Die Sachbearbeitung",
            "Espace des": "Bereich des",
            "Introuvable": "Nicht gefunden",
            "fr_FR": "de_DE",
        }.items():
            text = text.replace(before, after)
        path.write_text(text)

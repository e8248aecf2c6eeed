from pathlib import Path

import pytest

from services.kit.texts import Texts, UnknownText

PLURALS = {"fr": "(n > 1)", "en": "(n != 1)"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for language, one, many in (("fr", "{count} pièce", "{count} pièces"), ("en", "{count} item", "{count} items")):
        (tmp_path / language).mkdir()
        (tmp_path / language / "a.po").write_text(
            'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
            f'"Plural-Forms: nplurals=2; plural={PLURALS[language]};\\n"\n\n'
            f'msgid "hello"\nmsgstr "{language} {{name}}"\n\n'
            f'msgid "items"\nmsgid_plural "items"\nmsgstr[0] "{one}"\nmsgstr[1] "{many}"\n'
        )
    return tmp_path


def test_a_text_is_filled_in(folder: Path) -> None:
    assert Texts(folder, "fr").t("hello", name="Camille") == "fr Camille"


def test_french_counts_none_as_one_and_english_does_not(folder: Path) -> None:
    assert [Texts(folder, "fr").n("items", count) for count in (0, 1, 2)] == ["0 pièce", "1 pièce", "2 pièces"]
    assert [Texts(folder, "en").n("items", count) for count in (0, 1, 2)] == ["0 items", "1 item", "2 items"]


def test_a_text_that_nobody_wrote_is_an_error_and_not_a_key_on_the_page(folder: Path) -> None:
    with pytest.raises(UnknownText):
        Texts(folder, "fr").t("nobody.wrote.this")


def test_a_key_in_two_catalogues_is_an_error(folder: Path) -> None:
    (folder / "fr.po").write_text('msgid "hello"\nmsgstr "encore"\n')
    with pytest.raises(ValueError, match="hello is in two catalogues of fr"):
        Texts(folder, "fr").t("hello", name="Camille")

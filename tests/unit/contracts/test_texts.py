"""What a text that somebody sends may hold, tried in every field of every request."""

import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from gateway.api.examples import example_of
from services.contracts.applications import PostMessage
from services.contracts.base import Command, Query
from services.contracts.documents import CreateDocument
from services.contracts.identity import PutHousehold, RequestNumber, UpdateMe
from services.contracts.storable import as_seen
from tests.architecture.promises import requests

AnyRequest = type[Command[Any] | Query[Any]]
Place = tuple[str | int, ...]
UNSEEN = [
    "\x00",
    "\x1b",
    "\x85",
    "\u061c",
    "\u200b",
    "\u200e",
    "\u202e",
    "\u2028",
    "\u2066",
    "\u2069",
    "\ufeff",
    "\ud800",
]


def texts(value: Any, place: Place = ()) -> Iterator[Place]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, (*place, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from texts(inner, (*place, index))
    elif isinstance(value, str):
        yield place


def changed(value: Any, place: Place, by: str) -> Any:
    """With `by` put into the text at that place."""
    if not place:
        return f"{value[:2]}{by}{value[2:]}"
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    copy[place[0]] = changed(value[place[0]], place[1:], by)
    return copy


EVERY_TEXT = [
    pytest.param(request, place, id=f"{request.__name__}/{'/'.join(map(str, place))}")
    for request in requests()
    for place in texts(example_of(request))
]


def refused(request: AnyRequest, sent: Any) -> dict[Place, str]:
    try:
        request.model_validate(sent)
    except ValidationError as error:
        return {found["loc"]: found["type"] for found in error.errors()}
    return {}


@pytest.mark.parametrize(("request_type", "place"), EVERY_TEXT)
def test_no_text_holds_what_its_reader_does_not_see(request_type: AnyRequest, place: Place) -> None:
    for sign in UNSEEN:
        found = refused(request_type, changed(example_of(request_type), place, sign))
        if place[0] in request_type.raw_texts and sign not in "\x00\ud800":
            assert "invisible_characters" not in found.values()
        else:
            told_at = place[:1] if place[0] in request_type.raw_texts else place
            assert found[told_at] == "invisible_characters"


@pytest.mark.parametrize(("request_type", "place"), EVERY_TEXT)
def test_only_a_text_that_may_be_long_has_several_lines(request_type: AnyRequest, place: Place) -> None:
    found = refused(request_type, changed(example_of(request_type), place, "\r\n"))
    some = request_type.long_texts | request_type.raw_texts
    assert found.get(place) == (None if place[0] in some else "one_line")


def test_what_may_be_long_or_raw_is_a_field() -> None:
    for request in requests():
        assert request.long_texts | request.raw_texts <= request.model_fields.keys()


def test_a_name_in_the_household_is_pointed_at() -> None:
    household = {"children": [{"birth_date": "2016-03-02"}, {"given_name": "Lou\u202e", "birth_date": "2016-03-02"}]}
    assert refused(PutHousehold, household) == {("children", 1, "given_name"): "invisible_characters"}


def test_accents_other_scripts_and_emoji_are_seen() -> None:
    for name in ("Anaïs-Zoé d’Hérouville", "Ngọc Ánh", "Søren", "محمد", "Δημήτρης", "李小龍"):
        assert not refused(PutHousehold, {"partner": {"given_name": name}})
    body = "Merci 👨‍👩‍👧 !\n\n\t– d’ici là,\r\nbonne jour\xadnée"
    sent = example_of(PostMessage) | {"body": body}
    assert PostMessage.model_validate(sent).body == body


def test_an_address_is_taken_in_lines_and_kept_in_one() -> None:
    typed = " 3 rue du Port,\r\n\r\n35000 Rennes\n"
    assert UpdateMe(postal_address=typed).postal_address == "3 rue du Port, 35000 Rennes"
    asked = RequestNumber.model_validate(example_of(RequestNumber) | {"postal_address": typed})
    assert asked.postal_address == "3 rue du Port, 35000 Rennes"


def test_the_name_of_a_file_is_cleaned_and_not_refused() -> None:
    sent = example_of(CreateDocument) | {"filename": "avis\u202efdp.exe\n.pdf"}
    assert CreateDocument.model_validate(sent).filename == "avis\u202efdp.exe\n.pdf"


def test_what_a_machine_says_of_itself_is_cleaned() -> None:
    assert as_seen("Mozilla/5.0 \x85\u202e(X11)") == "Mozilla/5.0 (X11)"


def test_no_format_or_control_character_that_exists_is_overlooked() -> None:
    """But for marks of other scripts, which their readers see."""
    seen = {char for code in range(0x110000) if unicodedata.category(char := chr(code)) in {"Cc", "Cf", "Zl", "Zp"}}
    overlooked = {unicodedata.name(char, "?") for char in seen if as_seen(char)}
    assert {name.split()[0] for name in overlooked} <= {
        "ARABIC", "SYRIAC", "KAITHI", "EGYPTIAN", "SHORTHAND", "MUSICAL",
    }  # fmt: skip

"""The text of a 2D-Doc, taken apart: header, fields, signature. Whatever it is given, it raises nothing but Unreadable,
which quotes nothing of it."""

import re
from base64 import b32decode
from binascii import Error as NotBase32
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

GROUP_END, CUT_END, MESSAGE_END = "\x1d", "\x1e", b"\x1f"
LONGEST: Final = 4096
"""Bytes; the largest DataMatrix holds fewer."""
FIXED_LENGTHS: Mapping[str, int] = {
    "44": 13,
    "45": 4,
    "47": 13,
    "49": 13,
    "4A": 8,
    "4B": 8,
    "50": 14,
    "51": 6,
    "52": 7,
    "53": 4,
    "54": 4,
    "55": 8,
}
"""Of the values that have no end mark. One that is not known here has one, or ends with the message."""

_HEADER = re.compile(
    r"DC(?:03|04(?=.{20}[A-Z]{2}))"
    r"(?P<authority>[A-Z0-9]{4})(?P<certificate>[A-Z0-9]{4})(?P<issued>[0-9A-F]{4})(?P<signed>[0-9A-F]{4})"
    r"(?P<kind>[A-Z0-9]{2})(?P<perimeter>[A-Z0-9]{2})",
    re.DOTALL,
)
_COUNTRY_LENGTH = 2
_FIRST_DAY = date(2000, 1, 1)
_NO_DAY = "FFFF"
_IDENTIFIER = re.compile(r"[A-Z0-9]{2}")
_ENDS = re.compile(f"[{GROUP_END}{CUT_END}]")


class Unreadable(ValueError):
    """It is no code of this kind, or not a whole one."""


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody prints of it shows nothing of the paper."""

    signed_text: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    """r, then s."""
    authority: str
    certificate: str
    signed_on: date | None
    perimeter: str
    kind: str
    """Of paper, two characters."""
    fields: Mapping[str, str] = field(repr=False)
    """By identifier."""
    cut: frozenset[str]
    """Identifiers of the fields whose values were cut to fit."""

    def whole(self, identifier: str) -> str | None:
        """The value, where there is one and all of it is there."""
        return None if identifier in self.cut else self.fields.get(identifier)


def parse(code: bytes) -> Message:
    """Raises Unreadable."""
    if len(code) > LONGEST:
        raise Unreadable("too long")
    signed_text, found, signature = code.partition(MESSAGE_END)
    if not found:
        raise Unreadable("no signature")
    try:
        text = signed_text.decode("ascii")
    except UnicodeDecodeError:
        raise Unreadable("not ASCII") from None
    header = _HEADER.match(text)
    if header is None:
        raise Unreadable("no header of a version that is known")
    start = header.end() + (_COUNTRY_LENGTH if text.startswith("DC04") else 0)
    fields: dict[str, str] = {}
    cut: set[str] = set()
    for identifier, value, is_cut in _fields(text, start):
        if identifier in fields:
            raise Unreadable("a field that comes twice")
        fields[identifier] = value
        if is_cut:
            cut.add(identifier)
    return Message(
        signed_text=signed_text,
        signature=_signature(signature),
        authority=header["authority"],
        certificate=header["certificate"],
        signed_on=_day(header["signed"]),
        perimeter=header["perimeter"],
        kind=header["kind"],
        fields=fields,
        cut=frozenset(cut),
    )


def _fields(text: str, at: int) -> Iterator[tuple[str, str, bool]]:
    """Identifier, value, and whether it was cut."""
    while at < len(text):
        identifier = text[at : at + 2]
        if _IDENTIFIER.fullmatch(identifier) is None:
            raise Unreadable("no field where one begins")
        at += 2
        if length := FIXED_LENGTHS.get(identifier):
            value, ending = text[at : at + length], ""
            if len(value) < length or _ENDS.search(value):
                raise Unreadable("a field that is too short")
            at += length
        else:
            end = _ENDS.search(text, at)
            value, ending = (text[at : end.start()], end.group()) if end else (text[at:], "")
            at += len(value) + len(ending)
        yield identifier, value, ending == CUT_END


def _signature(encoded: bytes) -> bytes:
    try:
        return b32decode(encoded + b"=" * (-len(encoded) % 8))
    except NotBase32:
        raise Unreadable("a signature that is not in base32") from None


def _day(days: str) -> date | None:
    return None if days == _NO_DAY else _FIRST_DAY + timedelta(days=int(days, 16))

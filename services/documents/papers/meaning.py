"""Which paper a message is of, and what of it is kept."""

import re
from decimal import Decimal

from services.contracts.documents import PaperKind
from services.documents.domain.reading import Notice
from services.documents.papers.message import Message

_KINDS: dict[str, PaperKind] = {
    "04": "tax_notice",
    "28": "tax_notice",
    "06": "pay_slip",
    "03": "bank_identity",
    "AE": "death_certificate",
}
"""A statement of declared income (18, 24, 27) says what somebody declared, not what was found: it is no tax notice."""
_PERIMETER = "01"
"""Where the identifiers mean what they mean here."""

_INCOME, _PARTS, _NUMBER, _YEAR, _DECLARANTS = "41", "43", "44", "45", ("46", "48")
_EUROS = re.compile(r"\d{1,9}")
_PARTS_WRITTEN = re.compile(r"\d{1,2}(?:[,.]\d{1,2})?")
_DIGITS_OF_A_YEAR = re.compile(r"(?:19|20)\d\d")
_NAME = re.compile(r"[A-Z0-9 './-]{1,38}")
_NUMBER_WRITTEN = re.compile(r"[A-Z0-9]{13}")


def paper_of(message: Message) -> PaperKind:
    return _KINDS.get(message.kind, "other") if message.perimeter == _PERIMETER else "other"


def notice_of(message: Message) -> Notice | None:
    """None where it is no tax notice, or does not say all that one says. A figure that was cut to fit is none."""
    if paper_of(message) != "tax_notice":
        return None
    income, parts, year = (message.whole(each) or "" for each in (_INCOME, _PARTS, _YEAR))
    names = [" ".join(message.fields.get(each, "").replace("/", " ").split()) for each in _DECLARANTS]
    declarants = tuple(name for name in names if name)
    number = message.whole(_NUMBER) or ""
    if not (_EUROS.fullmatch(income) and _PARTS_WRITTEN.fullmatch(parts) and _DIGITS_OF_A_YEAR.fullmatch(year)):
        return None
    if not declarants or not all(map(_NAME.fullmatch, declarants)):
        return None
    return Notice(
        reference_tax_income=Decimal(income),
        parts=Decimal(parts.replace(",", ".")),
        income_year=int(year),
        declarants=declarants,
        notice_number=number if _NUMBER_WRITTEN.fullmatch(number) else None,
        issuer=message.authority,
    )

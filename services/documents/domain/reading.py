"""What is kept of what a paper says of itself: the least that its use needs, and never a tax number, an address or an
amount of tax."""

from dataclasses import dataclass
from decimal import Decimal

from services.contracts.documents import DocumentKind, PaperKind, SignatureState

BEARS_A_CODE: frozenset[DocumentKind] = frozenset({"tax_notice", "pay_slip", "bank_details", "death_certificate"})
"""Kinds of papers whose issuers sign them. No code is looked for on any other."""


@dataclass(frozen=True, slots=True)
class Notice:
    reference_tax_income: Decimal
    parts: Decimal
    income_year: int
    declarants: tuple[str, ...]
    notice_number: str | None
    issuer: str


@dataclass(frozen=True, slots=True)
class Reading:
    paper: PaperKind
    signature: SignatureState
    notice: Notice | None = None
    """Of a tax notice that was sent as one."""


def kept_of(reading: Reading | None, kind: DocumentKind) -> Reading | None:
    """A tax notice sent as anything else is known for what it is; what it says is not needed there."""
    if reading is None or kind == "tax_notice":
        return reading
    return Reading(reading.paper, reading.signature)

"""What a paper says of itself in the signed code that it bears (2D-Doc)."""

from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from services.contracts.actor import SERVICES
from services.contracts.base import Open, Query, View
from services.contracts.documents.fields import DocumentKind, DocumentState
from services.contracts.documents.refusals import UnknownDocument

PaperKind = Literal["tax_notice", "pay_slip", "bank_identity", "death_certificate", "other"]
SignatureState = Literal["verified", "unknown_authority", "bad_signature", "expired"]
_OF_A_NOTICE = {
    "reference_tax_income": "24000",
    "parts": "2.5",
    "income_year": 2025,
    "declarants": ["MARTIN CLAIRE"],
    "notice_number": "2600000000001",
    "issuer": "FR05",
}


class PaperReading(View):
    """Never a tax number, an address or an amount of tax: they are not kept."""

    paper: Open[PaperKind]
    """What it says it is, whatever it was sent as."""
    signature: Open[SignatureState]
    """Only what is `verified` proves anything. `expired`: its certificate was not valid on the day of signature."""
    fields: dict[str, Any] = Field(default_factory=dict, examples=[_OF_A_NOTICE])
    """Of a tax notice, decimals as texts: reference_tax_income, parts, income_year, declarants, notice_number, issuer.
    Of any other paper nothing."""


class NoticeReading(View):
    """What a tax notice says."""

    signature: Open[SignatureState]
    reference_tax_income: Decimal
    """In whole euros."""
    parts: Decimal
    income_year: int
    declarants: list[str]
    """One or two, each with the family name first, in capitals, as the notice has them."""
    notice_number: str | None = None
    """The same notice, sent again, has the same."""
    issuer: str
    """The authority that certified the signature, by its four characters."""


class NoticeReadingView(View):
    document_id: UUID
    owner_id: UUID | None = None
    kind: Open[DocumentKind]
    """What it was sent as."""
    state: Open[DocumentState]
    paper: Open[PaperKind] | None = None
    """What it says it is; None where it says nothing that can be read."""
    reading: NoticeReading | None = None
    """Of a tax notice only."""


class GetNoticeReading(Query[NoticeReadingView]):
    """A document that is not `owner_id`'s is one that does not exist."""

    callers = SERVICES
    senders = frozenset({"identity"})
    refuses = (UnknownDocument,)
    document_id: UUID
    owner_id: UUID

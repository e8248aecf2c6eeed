"""What the papers of an opening prove: the tax notice, and the notice of family allowances."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from services.contracts.documents import NoticeReading
from services.contracts.identity.refusals import (
    AllowancesProofRequired,
    FigureRequired,
    NoticeOfAnotherYear,
    NoticeSaysOtherwise,
    PaperNotUsable,
    TaxNoticeRequired,
)
from services.contracts.identity.rights import NoticeCheck
from services.identity.domain.declarants import is_declarant
from services.identity.domain.rights import income_year_of


class Paper(Protocol):
    """What documents know of it."""

    @property
    def owner_id(self) -> UUID | None: ...

    @property
    def kind(self) -> str: ...

    @property
    def state(self) -> str: ...


def require_notice(document_id: UUID | None, year: int) -> None:
    if document_id is None:
        asked = income_year_of(year)
        detail = f"Rights of {year} are opened with the tax notice on the income of {asked}."
        raise TaxNoticeRequired.at("/tax_notice_document_id", detail, income_year=asked)


def require_usable(paper: Paper | None, kind: str, owner_id: UUID, pointer: str) -> None:
    if paper is None or paper.owner_id != owner_id:
        raise PaperNotUsable.at(pointer, "There is no such document among yours.", rule="not_yours")
    if paper.kind != kind:
        raise PaperNotUsable.at(pointer, "This is a document of another kind.", rule="of_another_kind")
    if paper.state != "accepted":
        raise PaperNotUsable.at(pointer, "This document is not accepted, or not yet.", rule="not_accepted")


def check_notice(reading: NoticeReading | None, year: int, family_names: Iterable[str], given_name: str) -> NoticeCheck:
    """Raises NoticeOfAnotherYear, whoever signed it: another one is needed in any case."""
    if reading is None:
        return "unread"
    asked = income_year_of(year)
    if reading.income_year != asked:
        detail = f"This notice is on the income of {reading.income_year}; rights of {year} ask for that of {asked}."
        raise NoticeOfAnotherYear.at("/tax_notice_document_id", detail, asked=asked, read=reading.income_year)
    match reading.signature:
        case "verified":
            known = is_declarant(reading.declarants, family_names, given_name)
            return "verified" if known else "other_declarant"
        case "bad_signature" | "expired":
            return reading.signature
    return "unknown_authority"


def require_as_read(typed: Decimal | None, read: Decimal, pointer: str) -> None:
    if typed is not None and typed != read:
        raise NoticeSaysOtherwise.at(pointer, f"Your notice says {read}.", says=str(read))


def require_income(typed: Decimal | None) -> Decimal:
    if typed is None:
        detail = "Your notice does not say it by itself: type your reference tax income."
        raise FigureRequired.at("/reference_tax_income", detail)
    return typed


def require_allowances_proof(allowances: Decimal, document_id: UUID | None) -> None:
    if allowances and document_id is None:
        detail = "Family allowances need their proof: the notice of who pays them."
        raise AllowancesProofRequired.at("/allowances_document_id", detail)

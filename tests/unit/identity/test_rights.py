from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contracts.documents import NoticeReadingView
from services.contracts.identity.refusals import (
    AllowancesProofRequired,
    FigureRequired,
    NoticeOfAnotherYear,
    NoticeSaysOtherwise,
    PaperNotUsable,
    TaxNoticeRequired,
    YearNotOpen,
)
from services.contracts.identity.rights import NoticeForRightsView, ReadNoticeForRights
from services.contracts.refusals import Invalid
from services.identity.domain.corrections import Correction
from services.identity.domain.rights import Figures, quotient
from services.identity.handlers.read_notice_for_rights import read_notice_for_rights
from services.identity.queries.wording import rights_explanation
from tests.unit.identity.fakes import NOW, Identity
from tests.unit.identity.life import InMemoryCorrections
from tests.unit.identity.opening import (
    MEMBER,
    NEW_YEAR_IN_PARIS,
    PAPER,
    PROOF,
    is_camille,
    notice,
    open_for,
    proof,
    refused,
)


@pytest.fixture(autouse=True)
def camille(identity: Identity) -> None:
    is_camille(identity)


def test_the_quotient_is_a_twelfth_of_the_income_plus_the_allowances_by_part() -> None:
    assert quotient(Decimal(24000), Decimal(150), Decimal("2.5")) == Decimal("860.00")


def test_half_a_cent_goes_up() -> None:
    assert quotient(Decimal("0.06"), Decimal(0), Decimal(1)) == Decimal("0.01")
    assert quotient(Decimal(0), Decimal("0.01"), Decimal(2)) == Decimal("0.01")


@given(
    st.decimals(0, 9_999_999, places=2),
    st.decimals(0, 99_999, places=2),
    st.integers(4, 80).map(lambda quarters: Decimal(quarters) / 4),
)
def test_more_parts_never_raise_the_quotient(income: Decimal, allowances: Decimal, parts: Decimal) -> None:
    assert quotient(income, allowances, parts) >= quotient(income, allowances, parts + Decimal("0.25")) >= 0


def test_a_signed_notice_of_ones_own_opens_verified_rights_with_nothing_typed(identity: Identity) -> None:
    rights = open_for(identity, notice("verified"))
    assert (rights.state, rights.quotient, rights.revision) == ("verified", Decimal("800.00"), 1)
    assert identity.households.get(MEMBER.id).parts == Decimal("2.5")
    assert identity.told.types() == ["household_changed", "rights_opened", "rights_papers_held"]


@pytest.mark.parametrize(
    ("paper", "check"),
    [
        (notice(), "unread"),
        (notice("unknown_authority"), "unknown_authority"),
        (notice("bad_signature"), "bad_signature"),
        (notice("expired"), "expired"),
        (notice("of a newer version"), "unknown_authority"),
        (notice("verified", "MARTIN PAUL", "DURAND CAMILLE"), "other_declarant"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_no_other_notice_verifies_and_officers_see_why(
    identity: Identity, paper: NoticeReadingView, check: str
) -> None:
    assert refused(FigureRequired, identity, paper).errors[0].pointer == "/reference_tax_income"
    assert refused(FigureRequired, identity, paper, reference_tax_income="1").errors[0].pointer == "/parts"
    rights = open_for(identity, paper, reference_tax_income="30000", parts="2")
    assert (rights.state, rights.papers.notice_check) == ("declared", check)
    assert rights.quotient == Decimal("1250.00")


@pytest.mark.parametrize(
    ("typed", "pointer"), [({"reference_tax_income": "23999"}, "/reference_tax_income"), ({"parts": "3"}, "/parts")]
)
def test_nobody_types_other_figures_than_those_of_a_verified_notice(
    identity: Identity, typed: dict[str, str], pointer: str
) -> None:
    assert refused(NoticeSaysOtherwise, identity, notice("verified"), **typed).errors[0].pointer == pointer
    assert open_for(identity, notice("verified"), reference_tax_income="24000.00", parts="2.5").state == "verified"


@pytest.mark.parametrize("signature", ["verified", "unknown_authority", "bad_signature", "expired"])
def test_a_notice_of_another_income_year_is_refused_by_the_rule(identity: Identity, signature: str) -> None:
    paper = notice(signature, income_year=2023)
    why = refused(NoticeOfAnotherYear, identity, paper, reference_tax_income="24000", parts="2")
    assert why.facts == {"asked": 2024, "read": 2023}
    assert open_for(identity, paper, year=2025, reference_tax_income="24000", parts="2.5").year == 2025


def test_rights_are_opened_with_a_notice_only(identity: Identity) -> None:
    why = refused(TaxNoticeRequired, identity, tax_notice_document_id=None, reference_tax_income="24000", parts="2")
    assert why.facts == {"income_year": 2024}


@pytest.mark.parametrize(
    ("other", "rule"),
    [
        ({"owner_id": uuid4()}, "not_yours"),
        ({"kind": "pay_slip"}, "of_another_kind"),
        ({"state": "checking"}, "not_accepted"),
        ({"state": "expired"}, "not_accepted"),
    ],
)
def test_a_paper_is_ones_own_of_its_kind_and_accepted(identity: Identity, other: dict[str, Any], rule: str) -> None:
    why = refused(PaperNotUsable, identity, notice().model_copy(update=other), reference_tax_income="1", parts="1")
    assert (why.errors[0].pointer, why.errors[0].code) == ("/tax_notice_document_id", rule)
    told: dict[str, Any] = {"allowances": proof(**other), "allowances_document_id": PROOF}
    why = refused(PaperNotUsable, identity, notice("verified"), monthly_family_allowances="150", **told)
    assert (why.errors[0].pointer, why.errors[0].code) == ("/allowances_document_id", rule)


def test_family_allowances_need_their_proof(identity: Identity) -> None:
    refused(AllowancesProofRequired, identity, notice("verified"), monthly_family_allowances="150")
    told: dict[str, Any] = {"allowances": proof(), "allowances_document_id": PROOF}
    assert open_for(identity, notice("verified"), monthly_family_allowances="150", **told).quotient == Decimal("860.00")


def test_rights_are_opened_for_last_year_this_year_or_the_next(identity: Identity) -> None:
    for year in (2025, 2026, 2027):
        open_for(identity, year=year, reference_tax_income="24000", parts="2")
    for year in (2024, 2028):
        refused(YearNotOpen, identity, year=year, reference_tax_income="24000", parts="2")


def test_the_year_is_that_of_paris(identity: Identity) -> None:
    told: dict[str, Any] = {"now": NEW_YEAR_IN_PARIS, "reference_tax_income": "24000", "parts": "2"}
    open_for(identity, year=2028, **told)
    refused(YearNotOpen, identity, year=2025, **told)


def test_a_notice_in_a_name_that_was_corrected_is_still_ones_own(identity: Identity) -> None:
    was = Correction(*(uuid4(), MEMBER.id, "family_name", "Martin", "Durand", uuid4(), ""), moves_to=None, asked_at=NOW)
    corrections = InMemoryCorrections(identity.told)
    corrections.save(was)
    in_the_former_name = notice("verified", "DURAND CAMILLE")
    refused(FigureRequired, identity, in_the_former_name, corrections=corrections)
    corrections.save(replace(was, state="accepted"))
    assert open_for(identity, in_the_former_name, corrections=corrections).state == "verified"


def test_what_a_notice_says_is_shown_before_it_is_taken_unless_it_is_forged(identity: Identity) -> None:
    def read(paper: NoticeReadingView) -> NoticeForRightsView:
        query = ReadNoticeForRights(year=2026, tax_notice_document_id=PAPER)
        stores = identity.accounts, InMemoryCorrections(identity.told)
        return read_notice_for_rights(query, paper, MEMBER, NOW, *stores)

    shown = read(notice("verified"))
    assert (shown.check, shown.income_year, shown.parts) == ("verified", 2024, Decimal("2.5"))
    assert shown.declarants == ["MARTIN CAMILLE"]
    assert read(notice("unknown_authority")).reference_tax_income == Decimal(24000)
    assert read(notice("bad_signature")).reference_tax_income is None
    assert read(notice()).check == "unread"
    with pytest.raises(Invalid):
        read(notice().model_copy(update={"owner_id": uuid4()}))


def test_the_explanation_shows_every_figure_as_each_language_writes_it() -> None:
    figures = Figures(Decimal(24000), Decimal("150.5"), Decimal("2.5"))
    french, english = (rights_explanation(figures, figures.quotient, each) for each in ("fr", "en"))
    for figure in ("24\u202f000,00\u00a0€", "150,50\u00a0€", "(2,5)", "860,20\u00a0€"):
        assert figure in french
    for figure in ("€24,000.00", "€150.50", "(2.5)", "€860.20"):
        assert figure in english
    unknown = Figures(None, Decimal(0), Decimal(1))
    assert "n’est pas connu" in rights_explanation(unknown, unknown.quotient, "fr")
    assert "not known" in rights_explanation(unknown, unknown.quotient, "en")

"""Specimens of notices, each through the search for its code, its parsing and its verification: what was expected of
it, and what was found. None of the wrong ones proves anything."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

import pytest

from deploy.demo.notices import GS, Notice, signed
from deploy.demo.paper_authority import PaperAuthority
from deploy.demo.papers import Photo, page, photo_of
from services.contracts.documents import ContentType, PaperKind, SignatureState
from services.documents.domain.reading import Reading
from services.documents.papers.codes import codes_in
from services.documents.papers.pictures import pictures_of
from services.documents.papers.reader import reading_of
from services.documents.papers.trust import TrustDirectory

AUTHORITY = PaperAuthority.new()
UNKNOWN = PaperAuthority(AUTHORITY.key, name="ZZ02")
FORGER = PaperAuthority.new()
EXPIRED = PaperAuthority(
    AUTHORITY.key,
    certificate_id="0002",
    valid_from=datetime(2020, 1, 1, tzinfo=UTC),
    valid_until=datetime(2025, 1, 1, tzinfo=UTC),
)
NOTICE = Notice(income=24000, parts="2.5", income_year=2024, declarants=("MARTIN CLAIRE",))
COUPLE = replace(NOTICE, declarants=("MARTIN CLAIRE", "DUPONT-MOREAU JEAN PHILIPPE"))
PHOTO = Photo(dots_an_inch=150, quality=85)
PDF: Literal["application/pdf"] = "application/pdf"
JPEG: Literal["image/jpeg"] = "image/jpeg"


@dataclass(frozen=True)
class Row:
    code: Callable[[], str | None]
    signature: SignatureState | None
    """What is found of it; None where it is not read at all."""
    proves: bool
    """That MARTIN CLAIRE had 24,000 euros and 2.5 parts in 2024."""
    paper: PaperKind = "tax_notice"
    photo: Photo | None = None

    def content(self) -> tuple[bytes, ContentType]:
        paper = page(NOTICE.lines(), self.code())
        return (photo_of(paper, self.photo), JPEG) if self.photo else (paper, PDF)


def genuine() -> str:
    return NOTICE.code(AUTHORITY)


def forged_figure() -> str:
    return genuine().replace(f"41{NOTICE.income}{GS}", f"4112000{GS}")


def forged_signature() -> str:
    return NOTICE.code(FORGER)


def pay_slip() -> str:
    message = "DC03ZZ01000125472547" + "0601" + f"10M/MARTIN/CLAIRE{GS}5000000000000000581319,24{GS}599894,3{GS}"
    return signed(AUTHORITY, message)


def declared_income() -> str:
    return signed(AUTHORITY, NOTICE.message(AUTHORITY).replace("2801FR", "2401FR", 1).replace("4A3107", "4B3107"))


ROWS = {
    "PDF": Row(genuine, "verified", proves=True),
    "photo": Row(genuine, "verified", proves=True, photo=PHOTO),
    "photo, turned and skewed": Row(genuine, "verified", proves=True, photo=replace(PHOTO, turned=7, skewed=0.08)),
    "photo, upside down and dim": Row(
        genuine, "verified", proves=True, photo=replace(PHOTO, turned=187, brightness=0.3)
    ),
    "photo, between two directions": Row(genuine, "verified", proves=True, photo=replace(PHOTO, turned=-41)),
    "two declarants": Row(lambda: COUPLE.code(AUTHORITY), "verified", proves=True),
    "forged figure": Row(forged_figure, "bad_signature", proves=False),
    "forged figure, photo": Row(forged_figure, "bad_signature", proves=False, photo=PHOTO),
    "forged signature": Row(forged_signature, "bad_signature", proves=False),
    "unknown authority": Row(lambda: NOTICE.code(UNKNOWN), "unknown_authority", proves=False),
    "expired certificate": Row(lambda: NOTICE.code(EXPIRED), "expired", proves=False),
    "last year's notice": Row(lambda: replace(NOTICE, income_year=2023).code(AUTHORITY), "verified", proves=False),
    "somebody else's notice": Row(
        lambda: replace(NOTICE, declarants=("PETIT ALAIN",)).code(AUTHORITY), "verified", proves=False
    ),
    "code cut in its signature": Row(lambda: genuine()[:-24], "bad_signature", proves=False),
    "code cut in its message": Row(lambda: genuine()[:150], None, proves=False),
    "no code": Row(lambda: None, None, proves=False),
    "code of a pay slip": Row(pay_slip, "verified", proves=False, paper="pay_slip"),
    "code of a declaration": Row(declared_income, "verified", proves=False, paper="other"),
}


@pytest.fixture(scope="module")
def trust(tmp_path_factory: pytest.TempPathFactory) -> TrustDirectory:
    directory = tmp_path_factory.mktemp("trust")
    for authority in (AUTHORITY, EXPIRED):
        (directory / authority.file_name).write_text(authority.certificate())
    return TrustDirectory(directory, test_authorities=True)


@cache
def codes_of(name: str) -> list[bytes]:
    content, content_type = ROWS[name].content()
    return codes_in(pictures_of(content_type)(content))


def proves(reading: Reading | None) -> bool:
    """What identity asks of a notice before a member's rights are opened on it, in the simplest case."""
    if reading is None or reading.notice is None or reading.signature != "verified":
        return False
    notice = reading.notice
    figures = (notice.reference_tax_income, notice.parts, notice.income_year)
    return figures == (Decimal(24000), Decimal("2.5"), 2024) and "MARTIN CLAIRE" in notice.declarants


@pytest.mark.parametrize("name", ROWS)
def test_of_each_notice_is_found_what_was_expected(name: str, trust: TrustDirectory) -> None:
    row, reading = ROWS[name], reading_of(codes_of(name), trust)
    found = (reading.paper, reading.signature) if reading else None
    print(f"{name:32} expected {row.signature!s:20} {row.proves!s:7} found {found} {proves(reading)}")
    assert found == ((row.paper, row.signature) if row.signature else None)
    assert proves(reading) == row.proves


def test_what_is_read_is_the_figures_and_the_names_and_nothing_else(trust: TrustDirectory) -> None:
    reading = reading_of(codes_of("two declarants"), trust)
    assert reading is not None
    assert reading.notice is not None
    assert reading.notice.declarants == COUPLE.declarants
    assert (reading.notice.notice_number, reading.notice.issuer) == (COUPLE.number, "ZZ01")
    told = repr(reading)
    assert [secret for secret in (*COUPLE.tax_numbers, "RUE", "3542", "3724", "182") if secret in told] == []


def test_a_certificate_that_was_valid_on_the_day_of_signature_goes_on_proving_what_it_signed(
    trust: TrustDirectory,
) -> None:
    code = replace(NOTICE, signed_on=date(2024, 12, 31)).code(EXPIRED)
    reading = reading_of([code.encode()], trust)
    assert reading is not None
    assert reading.signature == "verified"


def test_a_certificate_that_is_taken_away_proves_nothing_any_more(tmp_path: Path) -> None:
    file = tmp_path / AUTHORITY.file_name
    file.write_text(AUTHORITY.certificate())
    trust = TrustDirectory(tmp_path, test_authorities=True)
    before = reading_of([genuine().encode()], trust)
    file.unlink()
    after = reading_of([genuine().encode()], trust)
    assert before
    assert after
    assert (before.signature, after.signature) == ("verified", "unknown_authority")


def test_of_several_codes_the_one_that_proves_most_counts(trust: TrustDirectory) -> None:
    codes = [each.encode() for each in (forged_figure(), pay_slip(), genuine())]
    assert proves(reading_of(codes, trust))

"""The letter of a decision: what it says, to a screen reader as to anybody, and how it is made."""

import asyncio
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pikepdf
import pypdfium2 as pdfium
import pytest
import zxingcpp
from PIL import Image

from gateway.letters.decision import decision_html
from gateway.letters.press import Press
from gateway.letters.printer import Printer
from services.contracts.applications import DecisionLetterView
from services.contracts.base import Language
from services.contracts.refusals import Unavailable

CODE = "7KQ2M-9XW1B-4TZ8C-DEFGH"
SITE = "https://espace.example/"
APPROVED: dict[str, Any] = {
    "application_id": UUID(int=1),
    "number": 1,
    "kind": "decision",
    "portal": "agent",
    "given_name": "Zoë Nguyễn",
    "family_name": "Łukasiewicz-Đặng",
    "cgos_number": "12345674",
    "establishment_name": "CHU de Saint-Cœur",
    "benefit_name": "Vacances des enfants",
    "outcome": "approved",
    "amount": {"amount": "440.00"},
    "explanation": {
        "amount": {"amount": "440.00"},
        "quotient": "612.50",
        "tier": {"up_to": {"amount": "680.00"}, "amount": {"amount": "220.00"}},
        "unit_amount": {"amount": "220.00"},
        "quantity": "2",
        "cap": {"amount": "500.00"},
        "capped": False,
        "scale_version": "2026-b",
        "illustrative": True,
        "explanation": "Deux fois 220 €.",
    },
    "reason": None,
    "checks": [
        {"rule": "age", "kind": "age", "outcome": "ok", "text": "L’enfant a moins de 21 ans."},
        {
            "rule": "late",
            "kind": "deadline",
            "outcome": "blocking",
            "text": "La demande est venue après six mois.",
            "override": {"by": UUID(int=2), "reason": "Hospitalisation.", "at": datetime(2026, 11, 24, tzinfo=UTC)},
        },
    ],
    "decided_at": datetime(2026, 11, 25, 10, tzinfo=UTC),
    "appeal_until": date(2027, 1, 25),
    "code": CODE,
}
REFUSED = APPROVED | {
    "outcome": "rejected",
    "amount": None,
    "explanation": None,
    "reason": "Trop tard.\nVoir l’article 3.",
}
DISMISSED = REFUSED | {
    "number": 2,
    "kind": "appeal",
    "appeal_until": None,
    "upheld": False,
    "appealed_at": datetime(2026, 12, 1, tzinfo=UTC),
    "before": datetime(2026, 11, 25, 10, tzinfo=UTC),
}


@pytest.fixture(scope="module")
def press() -> Press:
    return Press()


def made(press: Press, told: dict[str, Any], language: Language = "fr") -> bytes:
    return press.pdf(decision_html(DecisionLetterView.model_validate(told), language, SITE))


def words(pdf: bytes) -> str:
    pages = pdfium.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in pages)
    return " ".join(
        text.replace("/\r\n", "/").replace("\u00a0", " ").replace("\u202f", " ").replace("\ufffe", "-").split()
    )


def test_it_says_whose_it_is_what_was_decided_how_and_until_when_it_can_be_contested(press: Press) -> None:
    text = words(made(press, APPROVED))
    for said in (
        "Zoë Nguyễn Łukasiewicz-Đặng",
        "1234 5674",
        "CHU de Saint-Cœur",
        "Décision du 25 novembre 2026 : Vacances des enfants",
        "Votre demande est accordée. Montant : 440 €.",
        "Deux fois 220 €.",
        "2026-b (barème d’exemple)",
        "612,50 €",
        "quotient jusqu’à 680 € : 220 €",
        "Plafond 500 €",
        "L’enfant a moins de 21 ans.",
        "La demande est venue après six mois. Un gestionnaire y a dérogé : Hospitalisation.",
        "jusqu’au 25 janvier 2027 inclus",
        "espace.example/verify",
        CODE,
    ):
        assert said in text


def test_a_refusal_says_why_and_an_answer_to_an_appeal_what_it_answers(press: Press) -> None:
    refused = words(made(press, REFUSED))
    assert "Votre demande est refusée." in refused
    assert "Trop tard. Voir l’article 3." in refused
    assert "Montant" not in refused
    dismissed = words(made(press, DISMISSED))
    assert "Votre recours est rejeté : la décision est maintenue." in dismissed
    assert "contesté le 1er décembre 2026 la décision du 25 novembre 2026" in dismissed
    assert "met fin aux recours" in dismissed
    assert "jusqu’au" not in dismissed


def test_a_translation_says_that_it_is_one(press: Press) -> None:
    assert "the letter in French is the one that counts" in words(made(press, REFUSED, "en"))
    assert "traduction" not in words(made(press, REFUSED))


def test_the_same_letter_is_the_same_bytes(press: Press) -> None:
    assert made(press, APPROVED) == made(Press(), APPROVED)


def test_what_was_typed_into_it_is_text_and_nothing_is_fetched(press: Press) -> None:
    wicked = '<img src="file:///etc/passwd"><script>1</script> & "<b>"'
    assert wicked in words(made(press, REFUSED | {"reason": wicked}))


def test_its_picture_leads_to_the_page_that_proves_it(press: Press) -> None:
    page = pdfium.PdfDocument(made(press, APPROVED))[0]
    read = zxingcpp.read_barcodes(page.render(scale=3).to_pil().convert("L"))
    assert [each.text for each in read] == [f"https://espace.example/verify/{CODE}"]
    assert isinstance(page.render(scale=1).to_pil(), Image.Image)


# What PDF/UA asks for. veraPDF says so too, by hand: docs/decisions/0024.


@pytest.fixture(scope="module", params=["fr", "en"])
def opened(press: Press, request: pytest.FixtureRequest) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(made(press, APPROVED, request.param))) as pdf:
        assert str(pdf.Root.Lang) == request.param
        yield pdf


def elements(node: Any) -> Iterator[Any]:
    for each in node if isinstance(node, pikepdf.Array) else [node]:
        if isinstance(each, pikepdf.Dictionary) and "/S" in each:
            yield each
            yield from elements(each.get("/K", pikepdf.Array()))


def test_it_is_marked_as_tagged_and_shows_its_title(opened: pikepdf.Pdf) -> None:
    assert opened.Root.MarkInfo.Marked
    assert opened.Root.ViewerPreferences.DisplayDocTitle
    assert "25 nov" in str(opened.docinfo["/Title"]).lower()
    with opened.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"]


def test_its_structure_is_read_in_order_headings_lists_a_table_and_a_picture_with_words(opened: pikepdf.Pdf) -> None:
    found = list(elements(opened.Root.StructTreeRoot.K))
    kinds = [str(each.S) for each in found]
    assert {"/H1", "/H2", "/P", "/L", "/LI", "/LBody", "/Table", "/TR", "/TH", "/TD", "/Figure", "/Link"} <= set(kinds)
    assert kinds.count("/H1") == 1
    assert kinds.index("/H1") < kinds.index("/H2") < kinds.index("/Table") < kinds.index("/Figure")
    assert all("/verify/" in str(each.Alt) for each in found if each.S == "/Figure")
    heads = {str(each.ID) for each in found if each.S == "/TH"}
    cells = [[str(head) for head in each.A.Headers] for each in found if each.S == "/TD"]
    assert cells
    assert all(len(named) == 2 and set(named) <= heads for named in cells), "its line and its column"


def test_every_page_reads_by_its_structure_and_every_font_is_in_it_with_its_letters(opened: pikepdf.Pdf) -> None:
    fonts = []
    for page in opened.pages:
        assert page.Tabs == "/S"
        assert "/StructParents" in page
        fonts += list(page.Resources.Font.values())
    assert fonts
    for font in fonts:
        assert "/ToUnicode" in font
        (descendant,) = font.DescendantFonts
        assert {"/FontFile2", "/FontFile3"} & set(descendant.FontDescriptor.keys())


# The process that makes it.


@pytest.mark.anyio
async def test_it_is_made_in_a_process_that_goes_on_and_ends_with_the_gateway(press: Press) -> None:
    printer = Printer(seconds=120)
    html = decision_html(DecisionLetterView.model_validate(APPROVED), "fr", SITE)
    first, again = await asyncio.gather(printer.pdf(html), printer.pdf(html))
    assert first == again == press.pdf(html)
    process = printer._process
    assert process is not None
    await printer.close()
    assert await process.wait() != 0


@pytest.mark.anyio
async def test_one_that_takes_too_long_is_ended_and_the_next_is_made() -> None:
    hurried = Printer(seconds=0.01)
    with pytest.raises(Unavailable):
        await hurried.pdf("<p>x</p>")
    assert hurried._process is None
    hurried._seconds = 120
    assert (await hurried.pdf("<html lang='fr'><title>x</title><p>x</p>")).startswith(b"%PDF")
    await hurried.close()


@pytest.mark.anyio
async def test_only_so_many_wait() -> None:
    printer = Printer(seconds=120, most_waiting=1)
    first = asyncio.create_task(printer.pdf("<html lang='fr'><title>x</title><p>x</p>"))
    await asyncio.sleep(0)
    with pytest.raises(Unavailable):
        await printer.pdf("<p>x</p>")
    assert (await first).startswith(b"%PDF")
    await printer.close()

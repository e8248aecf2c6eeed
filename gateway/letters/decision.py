"""The letter of a decision: whose, what was decided and why, how to contest it, how to tell that it is genuine."""

from typing import Final

import segno
from starlette.responses import Response

from gateway.letters.answering import pdf_answer
from gateway.letters.printer import Printer
from gateway.letters.templates import render_letter
from gateway.security import Caller
from services.contracts.applications import DecisionLetterView, GetDecisionLetter
from services.contracts.base import Language
from services.contracts.language import FALLBACK

BINDING: Final = FALLBACK
"""The letter in this language is the one that counts; any other is its translation."""


def decision_html(letter: DecisionLetterView, language: Language, public_url: str) -> str:
    """The same letter gives the same text: nothing in it says when it is printed."""
    site = public_url.rstrip("/")
    verification = f"{site}/verify/{letter.code}"
    return render_letter(
        "letters/decision.html",
        language,
        letter=letter,
        number=f"{letter.cgos_number[:4]} {letter.cgos_number[4:]}",
        changed=letter.upheld is not False,
        binding=BINDING,
        verification=verification,
        shown=f"{site.partition('://')[2]}/verify",
        picture=segno.make(verification, error="m", micro=False).svg_data_uri(border=0, scale=3),
    )


async def decision_letter_answer(
    caller: Caller, asked: GetDecisionLetter, language: Language | None, public_url: str, printer: Printer
) -> Response:
    speaking = caller.speaking(language) if language else caller
    letter = await speaking.ask(asked)
    html = decision_html(letter, speaking.language, public_url)
    return await pdf_answer(printer, html, f"decision-{letter.decided_at:%Y-%m-%d}-{letter.number}.pdf")

"""Whether a letter that somebody shows is genuine: for anybody, and nothing else is said."""

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import PublicPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from services.contracts.applications import LetterProofView, UnknownLetter, VerifyLetter

router = APIRouter(prefix="/verify")
MOST = 60
"""Signs of what may be a code."""


@router.get("")
async def verify_page(page: PublicPage, code: str = "") -> Response:
    typed = code.strip()[:MOST]
    return await _verified(page, typed) if typed else await page.show("public/verify.html", proof=None)


@router.get("/{letter_code}")
async def verify_letter(page: PublicPage, letter_code: str) -> Response:
    """Where the letter's picture leads."""
    return await _verified(page, letter_code[:MOST])


async def _verified(page: PageContext, code: str) -> Response:
    page.request.app.state.verifications.one_more_from(page.caller.source)
    form = Form({"code": [code]})
    proof: LetterProofView | None = None
    try:
        proof = await page.ask(VerifyLetter(code=code))
    except UnknownLetter as unknown:
        form.reject_at("code", unknown, page.language)
    return await page.show("public/verify.html", form=form, proof=proof, here="/verify")

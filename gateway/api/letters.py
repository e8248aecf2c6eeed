"""Letters of decisions, and whether one that somebody shows is genuine."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Query
from starlette.requests import Request
from starlette.responses import Response

from gateway.api.conventions import PDF
from gateway.api.sections import section
from gateway.letters import decision_letter_answer
from gateway.security import Caller, asking
from gateway.verifications import TooManyVerifications
from services.contracts.applications import OFFICERS, GetDecisionLetter, LetterProofView, VerifyLetter
from services.contracts.base import Language

router = section("letters")

Number = Annotated[int | None, Query(ge=1, le=1000, description="Of which decision; the last one without.")]
InLanguage = Annotated[Language | None, Query(description="The reader's own without.")]
LETTER: dict[int | str, dict[str, Any]] = {
    200: {"description": "Tagged for screen readers (PDF/UA-1).", "content": PDF}
}


@router.get("/applications/{application_id}/decision-letter", response_class=Response, responses=LETTER)
async def get_decision_letter(
    application_id: UUID,
    caller: Annotated[Caller, asking(GetDecisionLetter)],
    request: Request,
    number: Number = None,
    language: InLanguage = None,
) -> Response:
    """The letter in French is the one that counts; another is its translation."""
    return await _letter(request, caller, GetDecisionLetter(application_id=application_id, number=number), language)


@router.get("/staff/applications/{application_id}/decision-letter", response_class=Response, responses=LETTER)
async def get_decision_letter_as_officer(
    application_id: UUID,
    caller: Annotated[Caller, asking(GetDecisionLetter, only=OFFICERS)],
    request: Request,
    number: Number = None,
    language: InLanguage = None,
) -> Response:
    """As the member reads it, who sees that it was read."""
    return await _letter(request, caller, GetDecisionLetter(application_id=application_id, number=number), language)


async def _letter(request: Request, caller: Caller, asked: GetDecisionLetter, language: Language | None) -> Response:
    state = request.app.state
    return await decision_letter_answer(caller, asked, language, str(state.settings.public_url), state.printer)


@router.get("/verify/{letter_code}")
async def verify_letter(
    letter_code: Annotated[str, Path(max_length=60, description="As on the letter, with or without its hyphens.")],
    caller: Annotated[Caller, asking(VerifyLetter, refuses=(TooManyVerifications,))],
    request: Request,
) -> LetterProofView:
    """That we issued a letter with this code, on which day, and whether a later decision took the place of what it
    says; nothing of whom or what it is about."""
    request.app.state.verifications.one_more_from(caller.source)
    return await caller.ask(VerifyLetter(code=letter_code))

"""RFC 9457 problem documents for everything that is refused, in the reader's language; nothing of the inside leaks."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from gateway.field_errors import TranslatedError, field_errors
from gateway.figures import filled, places
from gateway.language import accepted_language, has_text, translate
from services.contracts.base import SPOKEN_BY_SERVICES, Command, Language, Query
from services.contracts.language import FALLBACK
from services.contracts.refusals import FieldError, Internal, Invalid, NotFound, Refusal, Throttled, TooLarge

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
URN = "urn:agentspace:problem:"
ProblemPage = Callable[[Request, Refusal], Awaitable[Response]]


class MethodNotAllowed(Refusal):
    status = 405


_KINDS = {
    401: "not-authenticated",
    403: "not-permitted",
    404: "not-found",
    409: "conflict",
    412: "stale-version",
    413: "too-large",
    422: "invalid",
    429: "throttled",
    500: "internal",
    503: "unavailable",
}


def problem(refusal: Refusal, language: Language) -> dict[str, Any]:
    """The document's members. French details come by code; English ones from the service, which knows more, but where
    the text by code shows the refusal's figures."""
    title = _text(refusal, "title", language) or refusal.title
    detail = _detail(refusal, language)
    errors = [{"pointer": each.pointer, "detail": _field_detail(each, refusal, language)} for each in refusal.errors]
    return {
        **refusal.facts,
        "type": f"{URN}{refusal.code}",
        "title": title,
        "status": refusal.status,
        "detail": detail or title,
        "code": refusal.code,
        "errors": errors,
    }


def _text(refusal: Refusal, part: str, language: Language) -> str:
    # A newer service may refuse by a code that we have no words for: its kind has some.
    for name in (refusal.code, _KINDS.get(refusal.status, "refusal")):
        key = f"problem.{name}.{part}"
        if has_text(key, language):
            return translate(key, language)
    return ""


def _detail(refusal: Refusal, language: Language) -> str:
    text = _text(refusal, "detail", language)
    from_service = refusal.detail if refusal.detail != refusal.title else ""
    if language == SPOKEN_BY_SERVICES and from_service and not _shows_figures(text, refusal):
        return from_service
    return filled(text, refusal.facts, language)


def _shows_figures(text: str, refusal: Refusal) -> bool:
    return bool(shown := places(text)) and shown <= refusal.facts.keys()


def _field_detail(error: FieldError, refusal: Refusal, language: Language) -> str:
    """By the error's own code, else what the refusal as a whole says: a service's sentence is English."""
    if isinstance(error, TranslatedError):
        return error.detail
    if isinstance(spoken := error.facts.get(language), str):  # the service says it in every language
        return spoken
    key = f"problem.field.{error.code}"
    if error.code and has_text(key, language):
        return filled(translate(key, language), error.facts, language)
    if language == SPOKEN_BY_SERVICES and not _shows_figures(_text(refusal, "detail", language), refusal):
        return error.detail
    return _detail(refusal, language) or error.detail


def language_of(request: Request) -> Language:
    caller = getattr(request.state, "caller", None)
    if caller is not None:
        language: Language = caller.language
        return language
    return accepted_language(request) or FALLBACK


def when_to_return(refusal: Refusal) -> dict[str, str]:
    """The header that says so, where there is a moment to say."""
    return {"Retry-After": str(refusal.facts.get("retry_after", 2))} if refusal.status in {429, 503} else {}


def problem_response(request: Request, refusal: Refusal, headers: Mapping[str, str] | None = None) -> Response:
    headers = {**(headers or {}), **when_to_return(refusal)}
    if refusal.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    body = problem(refusal, language_of(request))
    return JSONResponse(body, refusal.status, headers, MEDIA_TYPE)


def install(app: FastAPI, page: ProblemPage | None = None) -> None:
    """`page` answers those who asked for HTML."""

    async def answer(request: Request, refusal: Refusal, headers: Mapping[str, str] | None = None) -> Response:
        if page is not None and "text/html" in request.headers.get("accept", ""):
            return await page(request, refusal)
        return problem_response(request, refusal, headers)

    async def on_refusal(request: Request, error: Exception) -> Response:
        assert isinstance(error, Refusal)  # noqa: S101 - what Starlette was told to hand over
        return await answer(request, error)

    async def on_invalid_request(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)  # noqa: S101 - as above
        return await answer(
            request, Invalid(errors=field_errors(error.errors(), language_of(request), ("body",), error.body))
        )

    async def on_invalid_message(request: Request, error: Exception) -> Response:
        assert isinstance(error, ValidationError)  # noqa: S101 - as above
        if error.title not in _messages():  # not what somebody sent us, but a mistake of ours
            return await answer(request, unexpected(error))
        return await answer(request, Invalid(errors=field_errors(error.errors(), language_of(request), ())))

    async def on_http_exception(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101 - as above
        # 400 is FastAPI's word for a body that cannot be read at all. Ours for whatever is wrong with a body is 422.
        kinds = {404: NotFound, 405: MethodNotAllowed, 413: TooLarge, 429: Throttled}
        kind = kinds.get(error.status_code, Invalid)
        return await answer(request, kind(), error.headers)

    async def on_client_gone(_request: Request, _error: Exception) -> Response:
        return Response(status_code=499)  # nobody is there to read it

    app.add_exception_handler(Refusal, on_refusal)
    app.add_exception_handler(RequestValidationError, on_invalid_request)
    app.add_exception_handler(ValidationError, on_invalid_message)
    app.add_exception_handler(HTTPException, on_http_exception)
    app.add_exception_handler(ClientDisconnect, on_client_gone)
    app.state.answer_problem = answer


def unexpected(error: BaseException) -> Internal:
    log.error("unexpected", exc_info=error)
    return Internal()


def _messages() -> set[str]:
    found: set[str] = set()
    waiting: list[type] = [Command, Query]
    while waiting:
        message = waiting.pop()
        waiting.extend(message.__subclasses__())
        found.add(message.__name__)
    return found

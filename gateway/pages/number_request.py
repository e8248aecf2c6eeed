"""Asking for a number: one form, gone through once. Whatever it is sent for, what was typed stays."""

import asyncio
from datetime import UTC, date, datetime
from typing import get_args

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import PublicPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.labels import label_key
from gateway.pages.posting import redisplay
from gateway.pages.professions import OTHER, offered, professions_by_portal
from services.contracts.base import Portal
from services.contracts.calendar import day_in_paris
from services.contracts.identity import ListEstablishments, ListPortals, NumberRequestForm, RequestNumber
from services.contracts.identity.addresses import is_an_establishments
from services.contracts.identity.fields import OLDEST, YOUNGEST, EmploymentStatus
from services.contracts.identity.refusals import ImplausibleBirthDate, PostalAddressRequired, TooYoung
from services.contracts.refusals import Refusal

router = APIRouter()
ALL = 100
FIELDS = tuple(NumberRequestForm.model_fields)


@router.get("/number-request")
async def number_request(page: PublicPage, portal: Portal = "agent", q: str = "", profession: str = "") -> Response:
    return await _show(page, Form({"portal": [portal], "profession": [profession], "q": [q]}))


@router.post("/number-request")
async def request_number(page: PublicPage) -> Response:
    form = await page.form()
    searched = form.value("q") != form.value("shown_q") and not form.value("establishment_id")
    sought = form.value("words") != form.value("shown_words") and not form.value("profession")
    if form.value("do") == "lists" or searched or sought or _portal(form) != form.value("shown_portal"):
        return await _show(page, form)  # other lists, and nothing else
    told = {"portal": _portal(form), "language": page.language, "source": page.caller.source}
    given = form.given(*FIELDS) | told
    if given.get("profession") != OTHER[_portal(form)]:
        given.pop("other_profession", None)
    with redisplay(form, page.language, FIELDS):
        command = RequestNumber.model_validate(given)
        if not _check(form, page) and not _first_warned(form):
            await page.ask(command)
            return page.go("/number-request/sent")
    _check(form, page)  # what the command does not know, beside what it refused: all at once
    return await _show(page, form)


@router.get("/number-request/sent")
async def number_requested(page: PublicPage) -> Response:
    return await page.show("public/done.html", subject="number_request", next="/")


def _check(form: Form, page: PageContext) -> dict[str, str]:
    """The rules of identity that concern one field after another, in the order of the page."""
    wrong: dict[str, Refusal] = {}
    oldest, youngest = _births()
    birth = _day(form.value("birth_date"))
    if birth and not oldest <= birth <= day_in_paris(datetime.now(UTC)):
        wrong["birth_date"] = ImplausibleBirthDate()
    elif birth and birth > youngest:
        wrong["birth_date"] = TooYoung(youngest=YOUNGEST)
    if form.value("delivery") == "post" and not form.value("postal_address"):
        wrong["postal_address"] = PostalAddressRequired()
    for name, refusal in wrong.items():
        form.reject_at(name, refusal, page.language)
    if form.value("profession") == OTHER[_portal(form)] and not form.value("other_profession"):
        form.errors["other_profession"] = page.texts.t("number_request.say_which")
    for name in form.errors:
        form.labels[name] = page.texts.t(label_key(name))
    order = {name: place for place, name in enumerate(FIELDS)}
    form.errors = dict(sorted(form.errors.items(), key=lambda error: order.get(error[0], len(order))))
    return form.errors


def _first_warned(form: Form) -> bool:
    """An employer's address ends with the job: said once, with why, and then it is theirs to decide."""
    email = form.value("email")
    return is_an_establishments(email) and form.value("warned_of") != email


def _births() -> tuple[date, date]:
    """Of the oldest and of the youngest who may ask."""
    today = day_in_paris(datetime.now(UTC))
    return _years_before(today, OLDEST + 1), _years_before(today, YOUNGEST)


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year - years, day=28)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _portal(form: Form) -> Portal:
    return "medical" if form.value("portal", form.value("shown_portal")) == "medical" else "agent"


async def _show(page: PageContext, form: Form) -> Response:
    q, words = form.value("q"), form.value("words")[:100]
    told, places = await asyncio.gather(
        page.ask(ListPortals(profession=words or None)), page.ask(ListEstablishments(q=q or None, limit=ALL))
    )
    portals, found = told.items, places.items
    anew = words != form.value("shown_words") and _portal(form) == form.value("shown_portal")
    offer = offered(told, _portal(form), anew=anew)
    form.typed["portal"] = [offer.portal]
    if anew and offer.found == 1:
        form.typed["profession"] = [offer.options[0][0]]
    options = [(str(each.id), f"{each.name}, {each.city}") for each in found]
    oldest, youngest = _births()
    return await page.show(
        "public/number_request.html",
        form=form,
        portal_options=[(each.code, each.name) for each in portals],
        professions=professions_by_portal(told),
        offer=offer,
        words=words,
        others=list(OTHER.values()),
        establishment_options=options,
        statuses=[(each, page.texts.t(f"employment.{each}")) for each in get_args(EmploymentStatus)],
        warned_of=form.value("email") if is_an_establishments(form.value("email")) else "",
        q=q,
        births={"min": oldest, "max": youngest},
    )

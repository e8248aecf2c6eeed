"""Before signing in: which portal is mine, asking for a number, and what we say of accessibility."""

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import PublicPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.posting import redisplay
from services.contracts.base import Portal
from services.contracts.identity import EstablishmentView, ListEstablishments, ListPortals, PortalView, RequestNumber

router = APIRouter()
ALL = 100
FIELDS = tuple(RequestNumber.model_fields)


@router.get("/")
async def welcome(page: PublicPage, profession: str = "") -> Response:
    portals = (await page.ask(ListPortals())).items
    found = next((portal for portal in portals if any(each.code == profession for each in portal.professions)), None)
    return await page.show("public/welcome.html", portals=portals, profession=profession, found=found)


@router.get("/number-request")
async def number_request(page: PublicPage, portal: Portal = "agent", q: str = "", profession: str = "") -> Response:
    form = Form({"portal": [portal], "profession": [profession]})
    return await _show(page, form, portal, q)


@router.post("/number-request")
async def request_number(page: PublicPage) -> Response:
    form = await page.form()
    portal: Portal = "medical" if form.value("portal") == "medical" else "agent"
    with redisplay(form, page.language, FIELDS):
        command = RequestNumber.model_validate(form.given(*FIELDS) | {"portal": portal, "language": page.language})
        await page.ask(command)
        return page.go("/number-request/sent")
    return await _show(page, form, portal, form.value("q"))


@router.get("/number-request/sent")
async def number_requested(page: PublicPage) -> Response:
    return await page.show("public/done.html", subject="number_request", next="/")


@router.get("/accessibility")
async def accessibility(page: PublicPage) -> Response:
    return await page.show("public/accessibility.html")


async def _show(page: PageContext, form: Form, portal: Portal, q: str) -> Response:
    portals = (await page.ask(ListPortals())).items
    mine: PortalView | None = next((each for each in portals if each.code == portal), None)
    establishments: list[EstablishmentView] = (await page.ask(ListEstablishments(q=q or None, limit=ALL))).items
    return await page.show(
        "public/number_request.html",
        form=form,
        portal_options=[(each.code, each.name) for each in portals],
        profession_options=[(each.code, each.name) for each in mine.professions] if mine else [],
        establishments=establishments,
        establishment_options=[(each.id, f"{each.name}, {each.city}") for each in establishments],
        q=q,
        chosen_portal=portal,
    )

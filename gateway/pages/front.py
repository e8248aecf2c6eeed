"""Before signing in: which portal is mine, asking for a number, and what we say of accessibility."""

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.responses import Response

from gateway.pages.doors import PublicVisit
from gateway.pages.forms import Form
from gateway.pages.visit import Visit
from services.contracts.base import Portal
from services.contracts.identity import EstablishmentView, ListEstablishments, ListPortals, PortalView, RequestNumber
from services.contracts.refusals import Refusal

router = APIRouter()
ALL = 100


@router.get("/")
async def welcome(visit: PublicVisit, profession: str = "") -> Response:
    portals = (await visit.ask(ListPortals())).items
    found = next((portal for portal in portals if any(each.code == profession for each in portal.professions)), None)
    return await visit.show("front/welcome.html", portals=portals, profession=profession, found=found)


@router.get("/number-request")
async def number_request(visit: PublicVisit, portal: Portal = "agent", q: str = "", profession: str = "") -> Response:
    form = Form({"portal": [portal], "profession": [profession]})
    return await _show(visit, form, portal, q)


@router.post("/number-request")
async def request_number(visit: PublicVisit) -> Response:
    form = await visit.form()
    portal: Portal = "medical" if form.value("portal") == "medical" else "agent"
    fields = (
        "establishment_id",
        "profession",
        "family_name",
        "given_name",
        "birth_date",
        "email",
        "postal_address",
        "delivery",
    )
    try:
        command = RequestNumber.model_validate(form.given(*fields) | {"portal": portal, "language": visit.language})
        await visit.ask(command)
    except (ValidationError, Refusal) as refused:
        if isinstance(refused, Refusal) and refused.status not in {409, 422, 429, 503}:
            raise
        form.reject(refused, visit.language, fields)
        return await _show(
            visit, form, portal, form.value("q"), refused.status if isinstance(refused, Refusal) else 422
        )
    return visit.go("/number-request/sent")


@router.get("/number-request/sent")
async def number_requested(visit: PublicVisit) -> Response:
    return await visit.show("front/done.html", subject="number_request", next="/")


@router.get("/accessibility")
async def accessibility(visit: PublicVisit) -> Response:
    return await visit.show("front/accessibility.html")


async def _show(visit: Visit, form: Form, portal: Portal, q: str, status: int = 200) -> Response:
    portals = (await visit.ask(ListPortals())).items
    mine: PortalView | None = next((each for each in portals if each.code == portal), None)
    establishments: list[EstablishmentView] = (await visit.ask(ListEstablishments(q=q or None, limit=ALL))).items
    return await visit.show(
        "front/number_request.html",
        status,
        form=form,
        portal_options=[(each.code, each.name) for each in portals],
        profession_options=[(each.code, each.name) for each in mine.professions] if mine else [],
        establishments=establishments,
        establishment_options=[(each.id, f"{each.name}, {each.city}") for each in establishments],
        q=q,
        chosen_portal=portal,
    )

"""The audit, searched: who did what, to whose file."""

from typing import get_args

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import AuditPage
from gateway.pages.forms import Form
from gateway.pages.navigation import MenuItem
from gateway.pages.paging import first_page, next_page
from gateway.pages.posting import redisplay
from services.contracts.acts import ActName
from services.contracts.identity import ListAudit

router = APIRouter(prefix="/staff/audit")
MENU = MenuItem("nav.audit", position=35)
FILTERS = ("member_id", "cgos_number", "actor_id", "act", "from_date", "to_date")


@router.get("")
async def audit(page: AuditPage) -> Response:
    params = page.request.query_params
    form = Form({name: [params[name].strip()] for name in FILTERS if params.get(name)})
    wanted = ListAudit()
    with redisplay(form, page.language, FILTERS):
        wanted = ListAudit.model_validate(form.given(*FILTERS) | {"cursor": params.get("cursor")})
    found = await page.ask(wanted)
    return await page.show(
        "staff/audit.html",
        form=form,
        entries=found.items,
        acts=get_args(ActName),
        filtered=bool(form.typed),
        first=first_page(page),
        next=next_page(page, found.next_cursor),
    )

"""Every component once, with an example. Not in production."""

from datetime import UTC, datetime, timedelta

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import PublicPage
from gateway.pages.forms import Form
from services.contracts.applications import MessageView
from services.contracts.refusals import NotFound

router = APIRouter()
NOON = datetime(2026, 3, 14, 11, 0, tzinfo=UTC)


@router.get("/styleguide")
async def styleguide(page: PublicPage) -> Response:
    if page.request.app.state.settings.environment == "production":
        raise NotFound
    wrong = Form({"email": ["nadia@"]})
    wrong.errors = {"email": page.texts.t("styleguide.wrong_email")}
    thread = [
        MessageView.model_validate(
            {"id": f"00000000-0000-4000-8000-00000000000{number}", "author": author, "body": page.texts.t(key)}
            | {"sent_at": NOON + timedelta(hours=number), "read_at": None, "document_ids": []}
        )
        for number, (author, key) in enumerate([("officer", "styleguide.question"), ("member", "styleguide.answer")])
    ]
    portal = page.request.query_params.get("portal", "agent")
    return await page.show(
        "styleguide/styleguide.html", form=Form(), wrong=wrong, thread=thread, noon=NOON, portal=portal
    )

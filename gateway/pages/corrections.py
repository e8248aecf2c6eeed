"""What is wrong in my file: asked for with a proof, decided by an officer."""

import asyncio
from typing import get_args
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from gateway.limits import LargeBody
from gateway.pages.access import MemberPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.posting import redisplay
from gateway.pages.professions import professions_by_portal
from gateway.pages.uploads import chosen, unfit, upload
from services.contracts.documents import MAX_BYTES, ContentType, DocumentKind, DocumentView, ListDocuments
from services.contracts.identity import GetMe, ListPortals
from services.contracts.identity.corrections import CorrectionField, ListCorrections, RequestCorrection
from services.contracts.identity.fields import EmploymentStatus

router = APIRouter(prefix="/{portal:portal}/file/corrections", route_class=LargeBody)
FIELDS = get_args(CorrectionField)
PROVEN_BY: dict[CorrectionField, DocumentKind] = {
    "family_name": "identity_proof",
    "given_name": "identity_proof",
    "birth_date": "identity_proof",
    "profession": "employer_letter",
    "status": "employer_letter",
}
"""What a file that is sent here is taken for."""
ENDS = "ends_on"
"""The last day of a contract, a field of its own on the page."""


@router.get("")
async def corrections(page: MemberPage, field: str = "") -> Response:
    return await _show(page, Form({"field": [field]}))


@router.post("")
async def request_correction(page: MemberPage) -> Response:
    form = await page.form()
    field = _field(form)
    if field is None:
        return page.go(page.path("/file/corrections"))
    value = form.value("value")
    if field == "status" and form.value(ENDS):
        value = f"{value}:{form.value(ENDS)}"
    with redisplay(form, page.language, ("value", "document_id")):
        proof = await _proof(page, form, PROVEN_BY[field])
        if proof is not None:
            told = {"field": field, "value": value, "document_id": proof}
            await page.ask(RequestCorrection.model_validate(told), step="ask")
            return page.go(page.path("/file/corrections"), "flash.correction_asked")
    return await _show(page, form)


async def _proof(page: PageContext, form: Form, kind: DocumentKind) -> UUID | None:
    """The file that came with the form, or the document that was chosen. None: the form says what is missing."""
    if file := chosen((await page.posted()).get("file")):
        if wrong := unfit(file, MAX_BYTES, page.texts):
            form.errors["file"] = wrong
            return None
        try:
            return (await upload(page, kind, file)).id
        except ValueError:
            form.errors["file"] = page.texts.t("file.failed")
            return None
    try:
        return UUID(form.value("document_id"))
    except ValueError:
        form.errors["file"] = page.texts.t("corrections.proof_needed")
        return None


def _field(form: Form) -> CorrectionField | None:
    return next((each for each in FIELDS if each == form.value("field")), None)


def _may_prove(document: DocumentView) -> bool:
    return document.state in {"accepted", "checking"}


async def _show(page: PageContext, form: Form) -> Response:
    me, found, told, documents = await asyncio.gather(
        page.ask(GetMe()), page.ask(ListCorrections()), page.ask(ListPortals()), page.ask(ListDocuments(limit=100))
    )
    field = _field(form)
    return await page.show(
        "file/corrections.html",
        form=form,
        me=me,
        fields=FIELDS,
        field=field,
        corrections=found.items,
        waiting={each.field for each in found.items if each.state == "asked"},
        professions=professions_by_portal(told),
        statuses=[(each, page.texts.t(f"employment.{each}")) for each in get_args(EmploymentStatus)],
        other_portal="medical" if page.portal == "agent" else "agent",
        proofs=[each for each in documents.items if _may_prove(each)],
        content_types=get_args(ContentType),
        max_bytes=MAX_BYTES,
        here=page.path("/file/corrections"),
    )

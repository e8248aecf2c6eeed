"""Documents that go along with a message: chosen from the wallet, or sent with the form; and shown in the thread."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, get_args
from uuid import UUID

from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.posting import redisplay
from gateway.pages.uploads import chosen, unfit, upload
from services.contracts.applications import MessageView
from services.contracts.documents import MAX_BYTES, ContentType, DocumentView, GetDocument

CHOSEN, SENT = "document_ids", "files"
"""Fields of the form."""


@dataclass(frozen=True)
class Attachment:
    """As the thread shows it. `href`: where it can be opened."""

    label: str
    href: str = ""
    state: str = ""
    """Of the document, where there is something to say of it."""
    target: str = ""


def to_attach(documents: Iterable[DocumentView]) -> dict[str, Any]:
    """What the form asks with."""
    return {
        "attachable": [each for each in documents if each.state in {"accepted", "checking"}],
        "content_types": get_args(ContentType),
        "max_bytes": MAX_BYTES,
    }


async def attached(page: PageContext, form: Form) -> list[str]:
    """The ids of what was chosen, and of the files that came along, each sent on. What is sent stays chosen where the
    form is shown again; what is wrong with a file is written beside its field."""
    files = [file for each in (await page.posted()).getlist(SENT) if (file := chosen(each))]
    for number, file in enumerate(files):
        if wrong := unfit(file, MAX_BYTES, page.texts):
            form.errors[SENT] = wrong
            continue
        with redisplay(form, page.language, at=SENT):
            try:
                sent = await upload(page, "other", file, f"file{number}-")
                form.typed[CHOSEN] = [*form.all(CHOSEN), str(sent.id)]
            except ValueError:
                form.errors[SENT] = page.texts.t("file.failed")
    return form.all(CHOSEN)


async def sent_along(
    page: PageContext, messages: Iterable[MessageView], documents: Iterable[DocumentView]
) -> dict[UUID, Attachment]:
    """By document. `documents`: the newest of the wallet; an older one is asked for, a deleted one is not found."""
    known = {each.id: each for each in documents}
    ids = dict.fromkeys(one for message in messages for one in message.document_ids)
    others = [one for one in ids if one not in known]
    asked = await asyncio.gather(*(page.try_ask(GetDocument(document_id=one), within=1.0) for one in others))
    known |= {found.id: found for found in asked if found}
    return {one: _shown(page, known.get(one)) for one in ids}


def _shown(page: PageContext, document: DocumentView | None) -> Attachment:
    if document is None:
        return Attachment(page.texts.t("thread.paper_gone"))
    opens = document.state in {"accepted", "expired"}
    href = f"/api/v1/documents/{document.id}/content?portal={page.portal}" if opens else ""
    return Attachment(document.filename, href, "" if document.state == "accepted" else document.state)

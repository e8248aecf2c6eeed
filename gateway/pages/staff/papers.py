"""The papers of a file, beside its decision: each page a picture made of it, so that nothing a stranger sent is opened
by the officer's browser, and no file is left on the machine. A frame of the workspace, and a page of its own."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from gateway.formats import Formats
from gateway.pages.access import OfficerPage
from gateway.pages.amended import waiting
from gateway.pages.asked_items import ALL
from gateway.pages.attachments import Attachment
from gateway.pages.context import PageContext
from gateway.pages.texts import Texts
from gateway.problems import problem, when_to_return
from gateway.security.headers import may_be_framed
from services.contracts.applications import (
    AmendmentView,
    BenefitView,
    GetApplicationForm,
    GetReview,
    ListAmendments,
    ListMessages,
    MessageView,
    ReviewView,
)
from services.contracts.base import Page
from services.contracts.documents import (
    DocumentNotAccepted,
    NotPresentable,
    PageImageView,
    PreviewDocument,
    UnknownDocument,
    UnknownPage,
)
from services.contracts.refusals import Refusal, Unavailable

router = APIRouter(prefix="/staff/applications/{application_id}")
OPENED: frozenset[str] = frozenset({"accepted", "expired"})
"""What passed its checks."""
ZOOMS = (100, 150, 200)
Turned = Literal[0, 90, 180, 270]
TURNS: dict[int, Turned] = {0: 0, 90: 90, 180: 180, 270: 270}
WIDTH = 1200
"""Of the picture, in pixels, as wide as the frame; more is drawn sharper, not merely shown larger."""
SHOWN_IN_THE_FRAME = (UnknownDocument, DocumentNotAccepted, UnknownPage, NotPresentable, Unavailable)
"""A problem page may be framed by nobody."""
LAYOUTS = {True: "staff/frame.html", False: "base.html"}
"""Whether it stands in a frame."""


@dataclass(frozen=True)
class Paper:
    document_id: UUID
    label: str
    slot: str = ""


@dataclass(frozen=True)
class Look:
    """How a page is looked at, and what the addresses of the other ways say."""

    paper: UUID | None
    page: int = 1
    zoom: int = 100
    turned: Turned = 0

    def but(self, **other: object) -> str:
        usual = {"page": 1, "zoom": 100, "turned": 0}
        now = {"paper": self.paper, "page": self.page, "zoom": self.zoom, "turned": self.turned} | other
        return "?" + urlencode({name: value for name, value in now.items() if value != usual.get(name)})

    @property
    def larger(self) -> int | None:
        return next((zoom for zoom in ZOOMS if zoom > self.zoom), None)

    @property
    def smaller(self) -> int | None:
        return next((zoom for zoom in reversed(ZOOMS) if zoom < self.zoom), None)


def _look(
    paper: Annotated[UUID | None, Query()] = None,
    page: Annotated[int, Query(ge=1, le=1000)] = 1,
    zoom: int = 100,
    turned: int = 0,
) -> Look:
    return Look(paper, page, zoom if zoom in ZOOMS else 100, TURNS.get(turned, 0))


Looked = Annotated[Look, Depends(_look)]


@dataclass(frozen=True)
class Case:
    """What the papers belong to."""

    address: str
    id: UUID
    applicant_name: str


def papers_of(
    review: ReviewView,
    benefit: BenefitView,
    messages: Page[MessageView],
    amendment: AmendmentView | None,
    texts: Texts,
) -> list[Paper]:
    """Those that can be looked at, in the order of the benefit, then of a correction, then what came with messages and
    with the appeal."""
    return [
        *_in_slots(review, benefit),
        *_in_amendment(amendment, texts),
        *papers_in(messages.items, texts),
        *_in_appeal(review, texts),
    ]


def _in_slots(review: ReviewView, benefit: BenefitView) -> Iterator[Paper]:
    labels = {slot.slot: slot.label for slot in benefit.required_documents}
    for each in review.documents:
        if each.state in OPENED:
            yield Paper(each.document_id, labels.get(each.slot, each.slot), each.slot)


def _in_amendment(amendment: AmendmentView | None, texts: Texts) -> Iterator[Paper]:
    for each in amendment.items if amendment else ():
        if each.state in OPENED:
            yield Paper(UUID(each.new), texts.t("papers.of_correction", label=each.label))


def papers_in(messages: Iterable[MessageView], texts: Texts) -> Iterator[Paper]:
    """What came with messages."""
    for message in messages:
        day = Formats(texts.language).day(message.sent_at)
        for number, document_id in enumerate(message.document_ids, 1):
            yield Paper(document_id, texts.t("papers.of_message", number=number, day=day))


def _in_appeal(review: ReviewView, texts: Texts) -> Iterator[Paper]:
    for number, document_id in enumerate(review.appeal.document_ids if review.appeal else (), 1):
        yield Paper(document_id, texts.t("papers.of_appeal", number=number))


def to_look_at(case: str, papers: Iterable[Paper]) -> dict[UUID, Attachment]:
    """For the thread: each opens in the frame beside it. `case`: the address of what they belong to."""
    return {
        each.document_id: Attachment(each.label, f"{case}/papers?paper={each.document_id}", target="papers")
        for each in papers
    }


@router.get("/papers")
async def papers(page: OfficerPage, application_id: UUID, look: Looked) -> Response:
    """`paper`: its document's id; none is opened before it is chosen, for a reading is written down."""
    drawn = await draw(page, application_id, look)
    review, asked, amendments, messages = await asyncio.gather(
        page.ask(GetReview(application_id=application_id)),
        page.ask(GetApplicationForm(application_id=application_id)),
        page.try_ask(ListAmendments(application_id=application_id), within=1.0),
        page.ask(ListMessages(application_id=application_id, limit=ALL)),
    )
    found = papers_of(review, asked.benefit, messages, waiting(amendments), page.texts)
    case = Case(f"/staff/applications/{application_id}", application_id, review.applicant_name)
    return await show_papers(page, case, look, found, drawn)


async def draw(page: PageContext, held_by: UUID, look: Look) -> PageImageView | Refusal | None:
    """`held_by`: what it is read for."""
    if look.paper is None:
        return None
    asked = PreviewDocument(
        document_id=look.paper,
        application_id=held_by,
        page=look.page,
        width=WIDTH * look.zoom // 100,
        turned=look.turned,
    )
    try:
        return await page.ask(asked)
    except SHOWN_IN_THE_FRAME as refused:
        return refused


async def show_papers(
    page: PageContext, case: Case, look: Look, found: list[Paper], drawn: PageImageView | Refusal | None
) -> Response:
    at = next((n for n, each in enumerate(found) if each.document_id == look.paper), None)
    refused = drawn if isinstance(drawn, Refusal) else None
    framed = page.request.headers.get("sec-fetch-dest") == "iframe"
    may_be_framed(page.request)
    response = await page.show(
        "staff/papers.html",
        refused.status if refused else 200,
        layout=LAYOUTS[framed],
        case=case,
        papers=found,
        at=at,
        look=look,
        drawn=None if refused else drawn,
        problem=problem(refused, page.language) if refused else None,
    )
    if refused:
        response.headers.update(when_to_return(refused))
    return response

"""A member's messages outside any application."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query
from pydantic import Field
from starlette.responses import Response

from gateway.api.conventions import Paged, Sent
from gateway.api.messages import MessageBody
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.applications import (
    ListThreadMessages,
    ListThreads,
    MarkThreadRead,
    MessageView,
    PostThreadMessage,
    StartThread,
    ThreadMessagesView,
    ThreadSummaryView,
    ThreadView,
)
from services.contracts.base import Page

router = section("messages", "/messages")


class ThreadBody(MessageBody):
    subject: str | None = Field(default=None, min_length=1, max_length=150, examples=["Ma retraite"])


@router.get("")
async def list_threads(
    caller: Annotated[Caller, asking(ListThreads)],
    paging: Paged,
    kind: Annotated[Literal["general", "application", "all"], Query()] = "general",
) -> Page[ThreadSummaryView]:
    """The one with the newest message first. `kind`: also, or only, those of my applications."""
    return await caller.ask(ListThreads(**paging.of(kind=None if kind == "all" else kind)))


@router.post("", status_code=201)
async def start_thread(
    body: Sent[ThreadBody], caller: Annotated[Caller, asking(StartThread)], response: Response
) -> ThreadView:
    started = await caller.ask(StartThread(**dict(body)))
    response.headers["Location"] = f"/api/v1/messages/{started.id}"
    return started


@router.get("/{thread_id}")
async def list_thread_messages(
    thread_id: UUID, caller: Annotated[Caller, asking(ListThreadMessages)], paging: Paged
) -> ThreadMessagesView:
    """Oldest first, with the thread that they are of. Nothing is marked as read by that: `POST …/read` does."""
    return await caller.ask(ListThreadMessages(**paging.of(thread_id=thread_id)))


@router.post("/{thread_id}", status_code=201)
async def post_thread_message(
    thread_id: UUID, body: Sent[MessageBody], caller: Annotated[Caller, asking(PostThreadMessage)]
) -> MessageView:
    return await caller.ask(PostThreadMessage(thread_id=thread_id, **dict(body)))


@router.post("/{thread_id}/read", status_code=204)
async def mark_thread_read(thread_id: UUID, caller: Annotated[Caller, asking(MarkThreadRead)]) -> None:
    """Those of the other side."""
    await caller.ask(MarkThreadRead(thread_id=thread_id))

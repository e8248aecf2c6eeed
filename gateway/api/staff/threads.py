"""Messages that wait for an officer's answer, of applications and general; and the general ones."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from gateway.api.conventions import Paged, Sent
from gateway.api.messages import AnswerBody
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.applications import (
    OFFICERS,
    ListStaffThreads,
    ListThreadMessages,
    MessageView,
    PostThreadMessage,
    SettleMessages,
    SettleThread,
    StaffThreadView,
    ThreadMessagesView,
)
from services.contracts.base import Page

router = section("staff: messages", "/staff")


Seen = Annotated[
    UUID | None, Query(description="The last message that was read; what the member wrote after it goes on waiting.")
]


@router.get("/messages")
async def list_staff_threads(
    caller: Annotated[Caller, asking(ListStaffThreads)],
    paging: Paged,
    waiting: Annotated[bool, Query()] = True,
    cgos_number: Annotated[str | None, Query(max_length=32)] = None,
) -> Page[StaffThreadView]:
    """Whose last word is the member's, of applications in whatever state and general; longest waiting first. Where not
    `waiting`: every general thread, the newest first."""
    return await caller.ask(ListStaffThreads(**paging.of(waiting=waiting, cgos_number=cgos_number)))


@router.get("/messages/{thread_id}")
async def list_thread_messages_as_officer(
    thread_id: UUID, caller: Annotated[Caller, asking(ListThreadMessages, only=OFFICERS)], paging: Paged
) -> ThreadMessagesView:
    """Of a general thread; oldest first."""
    return await caller.ask(ListThreadMessages(**paging.of(thread_id=thread_id)))


@router.post("/messages/{thread_id}", status_code=201)
async def post_thread_message_as_officer(
    thread_id: UUID, body: Sent[AnswerBody], caller: Annotated[Caller, asking(PostThreadMessage, only=OFFICERS)]
) -> MessageView:
    return await caller.ask(PostThreadMessage(thread_id=thread_id, **dict(body)))


@router.post("/messages/{thread_id}/no-answer-needed", status_code=204)
async def settle_thread(thread_id: UUID, caller: Annotated[Caller, asking(SettleThread)], seen: Seen = None) -> None:
    """Again, nothing happens."""
    await caller.ask(SettleThread(thread_id=thread_id, seen=seen))


@router.post("/applications/{application_id}/messages/no-answer-needed", status_code=204)
async def settle_messages(
    application_id: UUID, caller: Annotated[Caller, asking(SettleMessages)], seen: Seen = None
) -> None:
    """Again, nothing happens."""
    await caller.ask(SettleMessages(application_id=application_id, seen=seen))

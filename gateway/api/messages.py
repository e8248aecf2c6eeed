"""The thread of an application, between the member and the officers."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from gateway.api.conventions import Body, Paged, Sent
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.applications import ListMessages, MarkMessagesRead, MessageView, PostMessage
from services.contracts.base import Page

router = section("messages", "/applications/{application_id}/messages")


class MessageBody(Body):
    body: str = Field(min_length=1, max_length=5000)
    document_ids: list[UUID] = Field(default_factory=list, max_length=10)


class AnswerBody(MessageBody):
    seen: UUID | None = None
    """The last message that an officer had before them; what the member wrote after it goes on waiting."""


@router.get("")
async def list_messages(
    application_id: UUID, caller: Annotated[Caller, asking(ListMessages)], paging: Paged
) -> Page[MessageView]:
    """Oldest first."""
    return await caller.ask(ListMessages(**paging.of(application_id=application_id)))


@router.post("", status_code=201)
async def post_message(
    application_id: UUID, body: Sent[MessageBody], caller: Annotated[Caller, asking(PostMessage)]
) -> MessageView:
    command = PostMessage(application_id=application_id, body=body.body, document_ids=body.document_ids)
    return await caller.ask(command)


@router.post("/read", status_code=204)
async def mark_messages_read(application_id: UUID, caller: Annotated[Caller, asking(MarkMessagesRead)]) -> None:
    """Those of the other side."""
    await caller.ask(MarkMessagesRead(application_id=application_id))

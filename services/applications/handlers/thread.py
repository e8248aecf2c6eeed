"""The thread of an application, from both sides."""

from datetime import datetime
from uuid import UUID

from services.applications.domain.application import Application
from services.applications.domain.documents import KnownDocument
from services.applications.domain.message import Message
from services.applications.handlers.ports import Applications, Documents, Messages
from services.contracts.actor import Actor, Role
from services.contracts.applications import Author, MarkMessagesRead, NotAttachable, PostMessage


def post_message(
    command: PostMessage,
    actor: Actor,
    now: datetime,
    applications: Applications,
    messages: Messages,
    documents: Documents,
    described: list[KnownDocument],
) -> Message:
    for document in described:
        documents.learn(document)
    application = applications.get(command.application_id)
    author = _side(application, actor)
    application.require_thread()
    _require_of_member(application.member_id, command.document_ids, documents)
    message = application.post(author, actor.id, command.body, command.document_ids, at=now)
    messages.add(message)
    applications.save(application)
    return message


def mark_messages_read(
    command: MarkMessagesRead, actor: Actor, now: datetime, applications: Applications, messages: Messages
) -> None:
    application = applications.get(command.application_id)
    reader = _side(application, actor)
    messages.mark_read(application.id, reader, at=now)
    application.mark_read(reader)
    applications.save(application)


def _side(application: Application, actor: Actor) -> Author:
    if Role.OFFICER in actor.roles:
        application.require_submitted_once()
        return "officer"
    application.require_owner(actor)
    return "member"


def _require_of_member(member_id: UUID, document_ids: list[UUID], documents: Documents) -> None:
    owners = documents.owners(document_ids)
    for index, document_id in enumerate(document_ids):
        if owners.get(document_id) != member_id:
            raise NotAttachable.at(f"/document_ids/{index}", "Not a document of yours that can still be used.")

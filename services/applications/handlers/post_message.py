from datetime import datetime
from uuid import UUID

from services.applications.domain.allowance import Allowance
from services.applications.domain.documents import KnownDocument
from services.applications.domain.guards import require_side, require_thread
from services.applications.domain.thread import Message
from services.applications.ports import Applications, Documents, Messages
from services.contracts.actor import Actor
from services.contracts.applications import NotAttachable, PostMessage


def post_message(
    command: PostMessage,
    actor: Actor,
    now: datetime,
    allowance: Allowance,
    applications: Applications,
    messages: Messages,
    documents: Documents,
    described: list[KnownDocument],
) -> Message:
    for document in described:
        documents.learn(document)
    application = applications.get(command.application_id)
    author = require_side(application, actor)
    require_thread(application)
    allowance.require_room_for_message(messages.written_by(author, actor.id, application.id, allowance, now))
    _require_of_member(application.member_id, command.document_ids, documents)
    message = application.post(author, actor.id, command.body, command.document_ids, at=now)
    messages.add(message)
    applications.save(application)
    return message


def _require_of_member(member_id: UUID, document_ids: list[UUID], documents: Documents) -> None:
    owners = documents.owners(document_ids)
    for index, document_id in enumerate(document_ids):
        if owners.get(document_id) != member_id:
            raise NotAttachable.at(f"/document_ids/{index}", "Not a document of yours that can still be used.")

from datetime import datetime

from services.applications.domain.allowance import Allowance
from services.applications.domain.documents import KnownDocument, require_of_member
from services.applications.domain.guards import require_side, require_thread
from services.applications.domain.thread import Message
from services.applications.ports import Applications, Documents, Messages
from services.contracts.actor import Actor
from services.contracts.applications import PostMessage


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
    require_of_member(command.document_ids, documents.owners(command.document_ids), application.member_id)
    message = Message(application.id, author, actor.id, command.body, command.document_ids, now)
    application.post(message, messages.unseen_since(application.id, command.seen))
    messages.add(message)
    applications.save(application)
    return message

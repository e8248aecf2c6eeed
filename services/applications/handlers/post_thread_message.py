from datetime import datetime

from services.applications.domain.allowance import Allowance
from services.applications.domain.documents import KnownDocument, require_of_member
from services.applications.domain.thread import Message
from services.applications.ports import Documents, Messages, Threads
from services.contracts.actor import Actor
from services.contracts.applications import PostThreadMessage


def post_thread_message(
    command: PostThreadMessage,
    actor: Actor,
    now: datetime,
    allowance: Allowance,
    threads: Threads,
    messages: Messages,
    documents: Documents,
    described: list[KnownDocument],
) -> Message:
    for document in described:
        documents.learn(document)
    thread = threads.get(command.thread_id)
    author = thread.require_side(actor)
    allowance.require_room_for_message(messages.written_by(author, actor.id, thread.id, allowance, now))
    require_of_member(command.document_ids, documents.owners(command.document_ids), thread.member.member_id)
    message = Message(thread.id, author, actor.id, command.body, command.document_ids, now)
    thread.post(message, messages.unseen_since(thread.id, command.seen))
    messages.add(message)
    threads.save(thread)
    return message

from datetime import datetime

from services.applications.domain.allowance import Allowance
from services.applications.domain.applicant import Applicant
from services.applications.domain.documents import KnownDocument, require_of_member
from services.applications.domain.general_thread import GeneralThread
from services.applications.domain.thread import Message
from services.applications.ports import Documents, Messages, Threads
from services.contracts.actor import Actor
from services.contracts.applications import StartThread


def start_thread(
    command: StartThread,
    actor: Actor,
    now: datetime,
    allowance: Allowance,
    threads: Threads,
    messages: Messages,
    documents: Documents,
    member: Applicant,
    described: list[KnownDocument],
) -> GeneralThread:
    for document in described:
        documents.learn(document)
    thread = GeneralThread.start(member, command.subject, now)
    allowance.require_room_for_message(messages.written_by("member", actor.id, thread.id, allowance, now))
    require_of_member(command.document_ids, documents.owners(command.document_ids), actor.id)
    message = Message(thread.id, "member", actor.id, command.body, command.document_ids, now)
    thread.post(message)
    threads.add(thread)
    messages.add(message)
    threads.save(thread)
    return thread

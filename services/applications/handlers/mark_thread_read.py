from datetime import datetime

from services.applications.ports import Messages, Threads
from services.contracts.actor import Actor
from services.contracts.applications import MarkThreadRead


def mark_thread_read(
    command: MarkThreadRead, actor: Actor, now: datetime, threads: Threads, messages: Messages
) -> None:
    thread = threads.get(command.thread_id)
    reader = thread.require_side(actor)
    messages.mark_read(thread.id, reader, at=now)
    thread.mark_read(reader)
    threads.save(thread)

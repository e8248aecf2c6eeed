from datetime import datetime

from services.applications.ports import Messages, Threads
from services.contracts.actor import Actor
from services.contracts.applications import SettleThread


def settle_thread(command: SettleThread, actor: Actor, now: datetime, threads: Threads, messages: Messages) -> None:
    """Who says so has read it."""
    thread = threads.get(command.thread_id)
    officer = thread.require_side(actor)
    unseen_since = messages.unseen_since(thread.id, command.seen)
    thread.settle(unseen_since)
    if unseen_since is None:
        messages.mark_read(thread.id, officer, at=now)
        thread.mark_read(officer)
    threads.save(thread)

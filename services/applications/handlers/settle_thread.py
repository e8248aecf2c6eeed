from services.applications.ports import Messages, Threads
from services.contracts.actor import Actor
from services.contracts.applications import SettleThread


def settle_thread(command: SettleThread, actor: Actor, threads: Threads, messages: Messages) -> None:
    thread = threads.get(command.thread_id)
    thread.require_side(actor)
    thread.settle(messages.unseen_since(thread.id, command.seen))
    threads.save(thread)

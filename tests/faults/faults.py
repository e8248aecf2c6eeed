"""What is done to the stack, each fault a name and the two ends of it: it strikes, it is over."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from deploy.native.blueprint import SERVICES
from deploy.native.stack import Stack
from tests.faults import clock, databases, logins, mail, nonsense, poison
from tests.faults.lost_broker import LostBroker


@dataclass(frozen=True)
class Fault:
    """`strike` returns when the part may serve again: the recovery is timed from then on."""

    name: str
    strike: Callable[[Stack], Awaitable[None]]
    check: Callable[[Stack], Awaitable[list[str]]] | None = None
    """What else must hold once all is calm: sentences about what does not."""


def killed(program: str) -> Fault:
    async def strike(stack: Stack) -> None:
        await asyncio.to_thread(stack.kill, program)

    return Fault(f"kill -9 {program}", strike)


def restarted(program: str) -> Fault:
    async def strike(stack: Stack) -> None:
        await asyncio.to_thread(stack.restart, program)

    return Fault(f"{program} restarted", strike)


def stopped(program: str, label: str, seconds: float) -> Fault:
    async def strike(stack: Stack) -> None:
        await asyncio.to_thread(stack.stop, program)
        await asyncio.sleep(seconds)
        await asyncio.to_thread(stack.start, program)
        await asyncio.to_thread(answers_again, stack, program)

    return Fault(f"{label} {seconds:.0f} s" if seconds else label, strike)


def hung(program: str, label: str, seconds: float) -> Fault:
    async def strike(stack: Stack) -> None:
        await asyncio.to_thread(stack.pause, program)
        try:
            await asyncio.sleep(seconds)
        finally:
            await asyncio.to_thread(stack.resume, program)
        await asyncio.to_thread(answers_again, stack, program)

    return Fault(f"{label} {seconds:.0f} s", strike)


def answers_again(stack: Stack, program: str) -> None:
    """Raises TimeoutError."""
    blueprint = stack.blueprint
    waits = {
        "rabbitmq": blueprint.broker.wait_until_ready,
        "postgres": blueprint.postgres.wait_until_ready,
        "object-store": blueprint.store.wait_until_ready,
    }
    waits[program](timeout=60)


async def kill_broker(stack: Stack) -> None:
    await asyncio.to_thread(stack.kill, "rabbitmq")
    await asyncio.sleep(1)
    await asyncio.to_thread(answers_again, stack, "rabbitmq")


lost_broker = LostBroker()
relay = mail.RefusingRelay()

FAULTS = [
    *(killed(service) for service in SERVICES),
    killed("gateway"),
    restarted("identity"),
    stopped("rabbitmq", "RabbitMQ restarted", 0),
    Fault("RabbitMQ kill -9", kill_broker),
    stopped("rabbitmq", "RabbitMQ stopped", 30),
    hung("rabbitmq", "RabbitMQ hung", 20),
    Fault("RabbitMQ's data lost", lost_broker.strike, lost_broker.is_published_again),
    stopped("postgres", "PostgreSQL restarted", 0),
    Fault("PostgreSQL read-only 20 s", databases.turn_read_only, databases.all_were_asked_to_come_back),
    stopped("object-store", "object store down", 30),
    Fault("mail relay refuses everybody 6 s", relay.strike, relay.nobody_is_cut_off),
    Fault("every event five times, out of order", nonsense.repeat_every_event),
    Fault("a service's clock 6 s ahead", *clock.wrong("applications", "+6s")),
    Fault("the gateway's clock 6 s behind", *clock.wrong("gateway", "-6s")),
    Fault("500 logins at once", logins.rush, logins.nobody_else_was_refused),
    Fault("poison messages", nonsense.poison, nonsense.poison_is_set_aside),
    Fault("10,000 poison events", poison.strike, poison.each_is_somewhere),
]

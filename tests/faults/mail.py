"""A mail relay that refuses everybody for a while: that says nothing of anybody's address, and must lose no mail."""

import asyncio
import time
from collections import Counter

import httpx
import psycopg2

from deploy.native.stack import Stack
from tests.journeys.stack import RunningStack
from tests.parts.refusing_relay import refusing_relay

REFUSING = 6.0
SETTLING = 60.0


async def refuse_everybody(stack: Stack) -> None:
    """A server of the test's own takes the inbox's place: 554 5.7.1 to every recipient."""
    await asyncio.to_thread(stack.stop, "mail")
    with refusing_relay(stack.blueprint.inbox.smtp_port) as relay:
        await asyncio.sleep(REFUSING)
    await asyncio.to_thread(stack.start, "mail")
    await asyncio.to_thread(stack.blueprint.inbox.wait_until_ready, timeout=30)
    if not relay.refused:
        raise RuntimeError("no mail met the relay while it refused: this trial showed nothing")


async def nobody_is_cut_off(stack: Stack) -> list[str]:
    return await asyncio.to_thread(_look, RunningStack.described_in(stack.directory / "stack.json"))


def _look(stack: RunningStack) -> list[str]:
    give_up = time.monotonic() + SETTLING
    while (states := _states(stack))["waiting"] and time.monotonic() < give_up:
        time.sleep(1)
    found = {f"mails {state}": number for state, number in states.items() if state != "sent" and number}
    found |= {"addresses marked": _marked(stack), **_arrived(stack)}
    return [f"{number} {what}" for what, number in found.items() if number]


def _states(stack: RunningStack) -> Counter[str]:
    statement = (
        "SELECT CASE WHEN state IN ('queued', 'sending') THEN 'waiting' ELSE state END, count(*) FROM mails GROUP BY 1"
    )
    with psycopg2.connect(stack.databases["notifications"]) as connection, connection.cursor() as cursor:
        cursor.execute(statement)
        return Counter(dict(cursor.fetchall()))


def _arrived(stack: RunningStack) -> dict[str, int]:
    """Each mail that was sent is in the inbox once, by its Message-ID."""
    letters = httpx.get(f"{stack.inbox}/messages", timeout=30, trust_env=False).json()
    times = Counter(str(letter["message_id"]).strip("<>").partition("@")[0] for letter in letters)
    with psycopg2.connect(stack.databases["notifications"]) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT id::text FROM mails WHERE state = 'sent'")
        sent = [one for (one,) in cursor.fetchall()]
    return {
        "mails sent that did not arrive": sum(times[one] == 0 for one in sent),
        "mails that arrived twice": sum(times[one] > 1 for one in sent),
    }


def _marked(stack: RunningStack) -> int:
    with psycopg2.connect(stack.databases["identity"]) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM accounts WHERE email_state = 'bounced'")
        return cursor.rowcount

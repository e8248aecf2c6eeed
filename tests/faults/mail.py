"""A mail relay that refuses everybody for a while: that says nothing of anybody's address, and must lose no mail."""

import asyncio
import time
from collections import Counter
from datetime import UTC, datetime

import httpx
import psycopg2

from deploy.native.stack import Stack
from tests.journeys.stack import RunningStack
from tests.parts.refusing_relay import refusing_relay

REFUSING = 6.0
LONGEST_REFUSING = 30
SETTLING = 60.0


class RefusingRelay:
    """A server of the test's own takes the inbox's place: 554 5.7.1 to every recipient."""

    async def strike(self, stack: Stack) -> None:
        self._since = datetime.now(UTC)
        await asyncio.to_thread(stack.stop, "mail")
        with refusing_relay(stack.blueprint.inbox.smtp_port) as relay:
            await asyncio.sleep(REFUSING)
            for _ in range(LONGEST_REFUSING):  # on a busy machine the first mail may be late
                if relay.refused:
                    break
                await asyncio.sleep(1)
        self._refused = relay.refused
        await asyncio.to_thread(stack.start, "mail")
        await asyncio.to_thread(stack.blueprint.inbox.wait_until_ready, timeout=30)

    async def nobody_is_cut_off(self, stack: Stack) -> list[str]:
        if not self._refused:
            return ["no mail met the relay while it refused: this trial showed nothing"]
        described = RunningStack.described_in(stack.directory / "stack.json")
        return await asyncio.to_thread(_look, described, self._since)


def _look(stack: RunningStack, since: datetime) -> list[str]:
    give_up = time.monotonic() + SETTLING
    while (states := _states(stack, since))["waiting"] and time.monotonic() < give_up:
        time.sleep(1)
    found = {f"mails {state}": number for state, number in states.items() if state != "sent" and number}
    found |= {"addresses marked": _marked(stack), **_arrived(stack, since)}
    return [f"{number} {what}" for what, number in found.items() if number]


def _states(stack: RunningStack, since: datetime) -> Counter[str]:
    statement = (
        "SELECT CASE WHEN state IN ('queued', 'sending') THEN 'waiting' ELSE state END, count(*) FROM mails"
        " WHERE created_at > %s GROUP BY 1"
    )
    with psycopg2.connect(stack.databases["notifications"]) as connection, connection.cursor() as cursor:
        cursor.execute(statement, (since,))
        return Counter(dict(cursor.fetchall()))


def _arrived(stack: RunningStack, since: datetime) -> dict[str, int]:
    """Each mail written since then that was sent is in the inbox once, by its Message-ID."""
    letters = httpx.get(f"{stack.inbox}/messages", timeout=30, trust_env=False).json()
    times = Counter(str(letter["message_id"]).strip("<>").partition("@")[0] for letter in letters)
    with psycopg2.connect(stack.databases["notifications"]) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT id::text FROM mails WHERE state = 'sent' AND created_at > %s", (since,))
        sent = [one for (one,) in cursor.fetchall()]
    return {
        "mails sent that did not arrive": sum(times[one] == 0 for one in sent),
        "mails that arrived twice": sum(times[one] > 1 for one in sent),
    }


def _marked(stack: RunningStack) -> int:
    with psycopg2.connect(stack.databases["identity"]) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM accounts WHERE email_state = 'bounced'")
        return cursor.rowcount

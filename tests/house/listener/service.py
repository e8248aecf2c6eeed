import os
from pathlib import Path
from typing import Any

from kombu import Exchange, Queue
from nameko.messaging import consume

EVENTS = Exchange("ledger.events", "topic", durable=True, no_declare=True)


class Listener:
    name = "listener"

    @consume(Queue("integrator.entries", EVENTS, routing_key="entry_posted", durable=True))  # type: ignore[untyped-decorator]  # nameko has no types
    def remember(self, event: dict[str, Any]) -> None:
        with Path(os.environ["HEARD"]).open("a") as heard:
            heard.write(f"{event['data']['account']}\n")

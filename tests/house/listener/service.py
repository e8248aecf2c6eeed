import os
from pathlib import Path
from typing import Any

from nameko.events import event_handler


class Listener:
    name = "listener"

    @event_handler("ledger", "entry_posted")  # type: ignore[untyped-decorator]  # nameko has no types
    def remember(self, event: dict[str, Any]) -> None:
        with Path(os.environ["HEARD"]).open("a") as heard:
            heard.write(f"{event['data']['account']}\n")

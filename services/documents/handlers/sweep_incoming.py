from datetime import datetime, timedelta

from services.documents.ports import Leftovers, Objects

AT_LEAST = timedelta(minutes=20)
"""An upload that began before its address lapsed may end after it; and its document says so a little later."""


def sweep_incoming(now: datetime, leftovers: Leftovers, objects: Objects) -> None:
    """What no document waits for, however it came there: an upload that went on while its document was removed, or one
    that ended after the last look at it."""
    old = [found.key for found in objects.incoming() if found.written_at < now - AT_LEAST]
    awaited = leftovers.awaited(old)
    for key in old:
        if key not in awaited:
            objects.remove(key)

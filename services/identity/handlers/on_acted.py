from datetime import datetime

from services.contracts.acts import ActTold
from services.identity.domain.audit import Record
from services.identity.ports import Audit


def on_acted(told: ActTold, event_id: str | None, trace_id: str | None, now: datetime, audit: Audit) -> None:
    audit.append(Record.of(told, event_id=event_id or "", trace_id=trace_id, now=now))

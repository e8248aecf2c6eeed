from datetime import datetime

from services.contracts.applications import ThreadDocumentsHeld
from services.documents.domain.holding import Holding
from services.documents.ports import Holdings


def on_thread_documents_held(event: ThreadDocumentsHeld, now: datetime, holdings: Holdings) -> None:
    """Officers look at what came with a message; its owner may delete it."""
    holdings.learn(Holding(event.thread_id, event.document_ids, event.version, event.region), now)

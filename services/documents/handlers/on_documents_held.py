from datetime import datetime

from services.contracts.applications import DocumentsHeld
from services.documents.domain.holding import Holding
from services.documents.ports import Holdings


def on_documents_held(event: DocumentsHeld, now: datetime, holdings: Holdings) -> None:
    holdings.learn(Holding(event.application_id, event.document_ids, event.version, event.region), now)

from datetime import datetime

from services.contracts.applications import DocumentsHeld
from services.documents.domain.holding import Holding, Keep
from services.documents.ports import Holdings


def on_documents_held(event: DocumentsHeld, now: datetime, holdings: Holdings) -> None:
    keep = Keep(event.kept_for, event.kept_until) if event.kept_for else None
    holdings.learn(Holding(event.application_id, event.document_ids, event.version, event.region, keep), now)

from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.base import Done
from services.contracts.documents import (
    RemoveDocument,
)
from services.documents.ports import Documents


def remove_document(command: RemoveDocument, actor: Actor, now: datetime, documents: Documents) -> Done:
    document = documents.get(command.document_id)
    document.require_owner(actor)
    document.remove(at=now)
    documents.save(document)
    return Done()

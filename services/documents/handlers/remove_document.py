from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.base import Done
from services.contracts.calendar import day_in_paris
from services.contracts.documents import RemoveDocument
from services.documents.domain.holding import longest, require_not_kept
from services.documents.ports import Documents, Holdings


def remove_document(
    command: RemoveDocument, actor: Actor, now: datetime, documents: Documents, holdings: Holdings
) -> Done:
    document = documents.get(command.document_id)
    document.require_owner(actor)
    if document.can_be_relied_on:
        require_not_kept(longest(holdings.keeps([document.id]).get(document.id, []), day_in_paris(now)))
    document.remove(at=now)
    documents.save(document)
    return Done()

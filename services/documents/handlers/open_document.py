from datetime import datetime

from services.contracts.actor import Actor, Role
from services.contracts.documents import (
    ContentView,
    OpenDocument,
)
from services.documents.ports import Accesses, Documents, Holdings, Objects


def open_document(
    command: OpenDocument,
    actor: Actor,
    now: datetime,
    documents: Documents,
    holdings: Holdings,
    accesses: Accesses,
    objects: Objects,
) -> ContentView:
    document = documents.get(command.document_id)
    officer = Role.OFFICER in actor.roles
    held_by = holdings.application_holding(document.id, actor, command.application_id) if officer else None
    document.require_reader(actor, held_by=held_by)
    document.require_passed_checks()
    if held_by is not None:
        accesses.record(document, actor.id, held_by, now)
    return ContentView(
        url=objects.content_url(document.kept_key, now=now),
        filename=document.filename,
        content_type=document.content_type,
        size=document.kept_size or document.size,
    )

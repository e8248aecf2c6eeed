from datetime import datetime

from services.contracts.actor import Actor, Role
from services.contracts.documents import (
    ContentView,
    OpenDocument,
)
from services.documents.ports import Accesses, Documents, Objects


def open_document(
    command: OpenDocument, actor: Actor, now: datetime, documents: Documents, accesses: Accesses, objects: Objects
) -> ContentView:
    document = documents.get(command.document_id)
    document.require_reader(actor)
    document.require_passed_checks()
    if Role.OFFICER in actor.roles:
        accesses.record(document, actor.id, now)
    return ContentView(
        url=objects.content_url(document.kept_key, now=now),
        filename=document.filename,
        content_type=document.content_type,
        size=document.size,
    )

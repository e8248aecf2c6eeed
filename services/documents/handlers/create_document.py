from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.documents import (
    CreateDocument,
    DocumentUploadView,
)
from services.documents.domain.document import Document
from services.documents.domain.filenames import safe_filename, supported_type
from services.documents.domain.upload import upload_target
from services.documents.domain.views import view_of
from services.documents.ports import Documents, Objects


def create_document(
    command: CreateDocument, actor: Actor, now: datetime, documents: Documents, objects: Objects
) -> DocumentUploadView:
    content_type = supported_type(command.content_type)
    filename = safe_filename(command.filename, content_type)
    documents.usage_of(actor.id).require_room_for(command.size)
    document = Document.announce(
        owner_id=actor.id,
        kind=command.kind,
        filename=filename,
        size=command.size,
        content_type=content_type,
        at=now,
    )
    documents.save(document)
    upload = upload_target(
        document, objects.upload_url(document.incoming_key, document.size, now=now, public=True), now
    )
    return DocumentUploadView(**dict(view_of(document)), upload=upload)

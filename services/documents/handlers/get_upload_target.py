from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.documents import UploadTarget
from services.documents.domain.document import Document
from services.documents.domain.upload import upload_target
from services.documents.ports import Objects


def get_upload_target(document: Document, actor: Actor, now: datetime, objects: Objects) -> UploadTarget:
    """For the gateway, which streams the bytes of those who cannot reach the store."""
    document.require_owner(actor)
    document.require_awaiting_upload()
    return upload_target(document, objects.upload_url(document.incoming_key, document.size, now=now, public=False), now)

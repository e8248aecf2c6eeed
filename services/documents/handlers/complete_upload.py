from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.documents import (
    CompleteUpload,
    DocumentView,
    UploadMissing,
)
from services.documents.domain.views import view_of
from services.documents.ports import Documents, StoredObject


def complete_upload(
    command: CompleteUpload, actor: Actor, now: datetime, documents: Documents, uploaded: StoredObject | None
) -> DocumentView:
    document = documents.get(command.document_id)
    document.require_owner(actor)
    if document.upload_is_complete:
        return view_of(document)
    document.require_awaiting_upload()
    if uploaded is None:
        raise UploadMissing("Nothing has been uploaded yet.")
    document.complete_upload(at=now)
    documents.save(document)
    return view_of(document)

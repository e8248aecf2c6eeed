"""Where a member's browser, or the gateway for them, sends the bytes."""

from datetime import datetime

from services.contracts.documents import UploadTarget
from services.documents.domain.document import UPLOAD_TARGET_LIVES, Document


def upload_target(document: Document, url: str, now: datetime) -> UploadTarget:
    return UploadTarget(
        url=url,
        headers={"Content-Type": document.content_type},
        expires_at=now + UPLOAD_TARGET_LIVES,
        size=document.size,
    )

from datetime import datetime

from services.documents.domain.document import UPLOAD_EXPECTED_WITHIN
from services.documents.ports import Documents

BATCH = 200


def remove_never_uploaded(now: datetime, documents: Documents) -> None:
    for document in documents.never_uploaded(now - UPLOAD_EXPECTED_WITHIN, BATCH):
        document.remove(at=now)
        documents.save(document)

from datetime import datetime

from services.documents.ports import Documents

BATCH = 200


def expire_documents(now: datetime, documents: Documents) -> None:
    for document in documents.past_validity(now, BATCH):
        document.expire(at=now)
        documents.save(document)

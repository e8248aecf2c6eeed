from datetime import datetime

from services.documents.ports import Documents

BATCH = 200


def tell_ending_documents(now: datetime, documents: Documents) -> None:
    for document in documents.ending(now, BATCH):
        document.tell_ending(at=now)
        documents.save(document)

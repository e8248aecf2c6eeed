from datetime import datetime

from services.applications.domain.documents import KnownDocument
from services.applications.ports import Applications, Documents


def on_document(news: KnownDocument, now: datetime, documents: Documents, applications: Applications) -> None:
    """Whatever happened to a document: each application that holds it looks again at what it lacks."""
    document = documents.learn(news)
    for application in applications.with_document(document.id):
        application.learn(document, at=now)
        applications.save(application)

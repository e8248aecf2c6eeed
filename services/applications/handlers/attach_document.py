from datetime import datetime

from services.applications.domain.application import Application
from services.applications.domain.documents import KnownDocument
from services.applications.domain.guards import require_editable, require_owner, require_version
from services.applications.ports import Applications, Documents
from services.contracts.actor import Actor
from services.contracts.applications import AttachDocument


def attach_document(
    command: AttachDocument,
    actor: Actor,
    now: datetime,
    applications: Applications,
    documents: Documents,
    described: KnownDocument | None,
) -> Application:
    """`described`: what documents just said of it, None where that was known here. The document is read before the
    application, as it is when an event tells of it: two that wait for each other would wait forever."""
    document = documents.learn(described) if described else documents.get(command.document_id)
    application = applications.get(command.application_id)
    require_owner(application, actor)
    require_version(application, command.expected_version)
    require_editable(application)
    application.attach(command.slot, document, at=now)
    applications.save(application)
    return application

from datetime import datetime
from uuid import UUID

from services.applications.domain.amendment import Amendment
from services.applications.domain.application import Application
from services.applications.domain.documents import KnownDocument
from services.applications.domain.guards import require_amendable, require_owner, require_version
from services.applications.domain.rules.check import Say
from services.applications.ports import Applications, Documents
from services.contracts.actor import Actor
from services.contracts.applications import AmendApplication, NotAttachable


def amend_application(
    command: AmendApplication,
    actor: Actor,
    now: datetime,
    applications: Applications,
    documents: Documents,
    described: list[KnownDocument],
    say: Say,
) -> tuple[Application, Amendment]:
    for document in described:
        documents.learn(document)
    known = documents.known(list(command.documents.values()))
    application = applications.get(command.application_id)
    require_owner(application, actor)
    require_version(application, command.expected_version)
    require_amendable(application)
    papers = {slot: require_known(known, slot, document_id) for slot, document_id in command.documents.items()}
    applications.look_back(application)
    amendment = application.amend(command.answers, papers, command.message, now, say)
    applications.save(application)
    return application, amendment


def require_known(known: dict[UUID, KnownDocument], slot: str, document_id: UUID) -> KnownDocument:
    if document_id not in known:
        raise NotAttachable.at(f"/documents/{slot}", "Not a document of yours that can still be used.")
    return known[document_id]

from datetime import datetime

from services.applications.domain.appeal import Appeal
from services.applications.domain.documents import KnownDocument, require_of_member
from services.applications.domain.guards import require_owner
from services.applications.ports import Applications, Documents, RulingBook
from services.contracts.actor import Actor
from services.contracts.applications import LodgeAppeal


def lodge_appeal(
    command: LodgeAppeal,
    actor: Actor,
    now: datetime,
    applications: Applications,
    rulings: RulingBook,
    documents: Documents,
    described: list[KnownDocument],
) -> Appeal:
    for document in described:
        documents.learn(document)
    application = applications.get(command.application_id)
    require_owner(application, actor)
    after = rulings.of(application)
    require_of_member(command.document_ids, documents.owners(command.document_ids), application.member_id)
    appeal = after.lodge(command.grounds, command.document_ids, at=now)
    rulings.save(after)
    applications.save(application)
    return appeal

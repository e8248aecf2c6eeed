"""A member who corrects what they submitted, and the officer who answers."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from services.applications.domain.amendment import Amendment
from services.applications.domain.application import Application
from services.applications.domain.documents import KnownDocument
from services.applications.handlers.amend_application import amend_application
from services.applications.handlers.settle_amendment import settle_amendment
from services.applications.queries.wording import check_in_all_languages
from services.contracts.applications import AmendApplication, SettleAmendment
from tests.unit.applications.fakes import InMemoryApplications, InMemoryDocuments
from tests.unit.applications.given import LATER, member, officer

ANA, PAUL = uuid4(), uuid4()


class Desk:
    def __init__(self, application: Application, *documents: KnownDocument) -> None:
        self.id = application.id
        self.applications = InMemoryApplications(application)
        self.documents = InMemoryDocuments(*documents)

    @property
    def now(self) -> Application:
        return self.applications.get(self.id)

    def amends(self, answers: dict[str, Any] | None = None, by: UUID = ANA, **papers: KnownDocument) -> Amendment:
        ids = {slot: paper.id for slot, paper in papers.items()}
        command = AmendApplication(application_id=self.id, answers=answers or {}, documents=ids, message="Erreur.")
        stores = self.applications, self.documents
        return amend_application(command, member(by), LATER, *stores, list(papers.values()), check_in_all_languages)[1]

    def settles(self, amendment: Amendment, *accept: str, reason: str | None = None, by: UUID = PAUL) -> Application:
        command = SettleAmendment(application_id=self.id, amendment_id=amendment.id, accept=list(accept), reason=reason)
        stores, later = (self.applications, self.documents), LATER + timedelta(days=1)
        return settle_amendment(command, officer(by), later, *stores, check_in_all_languages)

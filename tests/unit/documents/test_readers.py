"""Who reads a document, and who learns of it."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from services.contracts.actor import Actor
from services.contracts.applications import DocumentsHeld
from services.contracts.documents import (
    ContentView,
    DocumentNotAccepted,
    DocumentState,
    OpenDocument,
    UnknownDocument,
)
from services.contracts.identity import RightsPapersHeld
from services.documents.domain.checks import Passed
from services.documents.domain.holding import Holding
from services.documents.handlers.conclude_check import conclude_check
from services.documents.handlers.on_documents_held import on_documents_held
from services.documents.handlers.on_rights_papers_held import on_rights_papers_held
from services.documents.handlers.open_document import open_document
from tests.unit.documents.fakes import (
    InMemoryAccesses,
    InMemoryDocuments,
    InMemoryHoldings,
    InMemoryObjects,
    InMemoryReadings,
)
from tests.unit.documents.lives import ANOTHER, MEMBER, NOW, OFFICER, announced

Opens = Callable[..., ContentView]
FILE, OTHER_FILE = uuid4(), uuid4()


@pytest.fixture
def opens(
    documents: InMemoryDocuments, holdings: InMemoryHoldings, accesses: InMemoryAccesses, objects: InMemoryObjects
) -> Opens:
    def opens(reader: Actor, document_id: UUID, application_id: UUID | None = None) -> ContentView:
        command = OpenDocument(document_id=document_id, application_id=application_id)
        return open_document(command, reader, NOW, documents, holdings, accesses, objects)

    return opens


def holds(holdings: InMemoryHoldings, application_id: UUID, *document_ids: UUID, version: int = 1) -> None:
    event = DocumentsHeld(application_id=application_id, document_ids=list(document_ids), version=version)
    on_documents_held(event, NOW, holdings)


def test_an_officer_finds_only_what_an_application_holds(
    documents: InMemoryDocuments, holdings: InMemoryHoldings, accesses: InMemoryAccesses, opens: Opens
) -> None:
    document = announced(documents, "accepted")
    holds(holdings, FILE, uuid4())
    with pytest.raises(UnknownDocument):
        opens(OFFICER, document.id)
    holds(holdings, FILE, document.id, version=2)
    assert opens(OFFICER, document.id).url.endswith(document.kept_key)
    holds(holdings, FILE, version=3)
    with pytest.raises(UnknownDocument):
        opens(OFFICER, document.id)
    assert len(accesses.readings) == 1


def test_an_officer_of_some_regions_finds_nothing_of_another(
    documents: InMemoryDocuments, holdings: InMemoryHoldings, opens: Opens
) -> None:
    document = announced(documents, "accepted")
    holdings.learn(Holding(holder_id=FILE, document_ids=[document.id], version=1, region="Bretagne"), NOW)
    assert opens(replace(OFFICER, regions=frozenset({"Bretagne"})), document.id)
    with pytest.raises(UnknownDocument):
        opens(replace(OFFICER, regions=frozenset({"Occitanie"})), document.id)


def test_an_officer_finds_the_papers_that_rights_rest_on(
    documents: InMemoryDocuments, holdings: InMemoryHoldings, accesses: InMemoryAccesses, opens: Opens
) -> None:
    document, rights = announced(documents, "accepted"), uuid4()
    told = RightsPapersHeld(rights_id=rights, document_ids=[document.id], version=1)
    on_rights_papers_held(told, NOW, holdings)
    assert opens(OFFICER, document.id, rights).url.endswith(document.kept_key)
    assert len(accesses.readings) == 1


def test_what_an_application_held_before_and_is_heard_of_later_changes_nothing(
    documents: InMemoryDocuments, holdings: InMemoryHoldings, opens: Opens
) -> None:
    document = announced(documents, "accepted")
    holds(holdings, FILE, version=2)
    holds(holdings, FILE, document.id, version=1)
    with pytest.raises(UnknownDocument):
        opens(OFFICER, document.id)


@pytest.mark.parametrize("state", ["accepted", "expired"])
def test_a_reading_by_staff_is_recorded_with_what_it_is_for_and_one_by_the_owner_is_not(
    documents: InMemoryDocuments,
    holdings: InMemoryHoldings,
    accesses: InMemoryAccesses,
    opens: Opens,
    state: DocumentState,
) -> None:
    document = announced(documents, state)
    opens(MEMBER, document.id)
    assert accesses.readings == []
    for application_id in (FILE, OTHER_FILE):
        holds(holdings, application_id, document.id)
    opens(OFFICER, document.id, FILE)
    opens(OFFICER, document.id)
    assert accesses.readings == [(document.id, OFFICER.id, FILE, NOW), (document.id, OFFICER.id, OTHER_FILE, NOW)]
    with pytest.raises(UnknownDocument):
        opens(OFFICER, document.id, uuid4())


@pytest.mark.parametrize("state", ["awaiting_upload", "checking", "rejected"])
def test_bytes_that_did_not_pass_are_shown_to_nobody(
    documents: InMemoryDocuments,
    holdings: InMemoryHoldings,
    accesses: InMemoryAccesses,
    opens: Opens,
    state: DocumentState,
) -> None:
    document = announced(documents, state)
    holds(holdings, FILE, document.id)
    for reader in (MEMBER, OFFICER):
        with pytest.raises(DocumentNotAccepted):
            opens(reader, document.id)
    assert accesses.readings == []


def test_another_member_finds_it_never_and_nobody_once_it_is_removed(
    documents: InMemoryDocuments, holdings: InMemoryHoldings, opens: Opens
) -> None:
    kept, removed = announced(documents, "accepted"), announced(documents, "removed")
    holds(holdings, FILE, kept.id, removed.id)
    for reader, document in ((ANOTHER, kept), (ANOTHER, removed), (MEMBER, removed), (OFFICER, removed)):
        with pytest.raises(UnknownDocument):
            opens(reader, document.id)


def test_what_is_kept_is_served_with_its_own_size(documents: InMemoryDocuments, opens: Opens) -> None:
    document = announced(documents, "checking")
    conclude_check(document.id, Passed(900), NOW, documents, InMemoryReadings())
    assert opens(MEMBER, document.id).size == 900

"""A document behind an application stays until that is decided and can no longer be contested."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.contracts.applications import DocumentsHeld, ThreadDocumentsHeld
from services.contracts.documents import DocumentInUse, DocumentKept, DocumentState, RemoveDocument
from services.documents.domain.holding import Keep, longest
from services.documents.domain.views import kept, view_of
from services.documents.handlers.on_documents_held import on_documents_held
from services.documents.handlers.on_thread_documents_held import on_thread_documents_held
from services.documents.handlers.remove_document import remove_document
from tests.unit.documents.fakes import InMemoryDocuments, InMemoryHoldings
from tests.unit.documents.lives import MEMBER, NOW, announced

LAST_DAY = date(2026, 5, 14)
LAST_MOMENT = datetime(2026, 5, 14, 21, 59, 59, tzinfo=UTC)
"""Of that day in Paris."""


def remove(documents: InMemoryDocuments, document_id: UUID, holdings: InMemoryHoldings, now: datetime = NOW) -> None:
    remove_document(RemoveDocument(document_id=document_id), MEMBER, now, documents, holdings)


def hold(holdings: InMemoryHoldings, document_id: UUID, application_id: UUID, version: int = 1, **keep: Any) -> None:
    told = DocumentsHeld(application_id=application_id, document_ids=[document_id], version=version, **keep)
    on_documents_held(told, NOW, holdings)


def test_it_cannot_be_removed_while_an_application_is_under_way_nor_while_its_decision_can_be_contested(
    documents: InMemoryDocuments, holdings: InMemoryHoldings
) -> None:
    document, application_id = announced(documents, "accepted"), uuid4()
    hold(holdings, document.id, application_id, kept_for="under_way")
    with pytest.raises(DocumentInUse):
        remove(documents, document.id, holdings)
    hold(holdings, document.id, application_id, version=2, kept_for="decided", kept_until=LAST_DAY)
    with pytest.raises(DocumentKept) as refused:
        remove(documents, document.id, holdings, LAST_MOMENT)
    assert refused.value.facts == {"until": "2026-05-14"}
    assert documents.events == []
    remove(documents, document.id, holdings, LAST_MOMENT + timedelta(seconds=1))
    assert documents.saved[document.id].state == "removed"


def test_it_can_be_once_the_application_is_withdrawn_and_where_it_came_with_a_general_message(
    documents: InMemoryDocuments, holdings: InMemoryHoldings
) -> None:
    document, application_id = announced(documents, "accepted"), uuid4()
    hold(holdings, document.id, application_id, kept_for="under_way")
    hold(holdings, document.id, application_id, version=2)
    told = ThreadDocumentsHeld(thread_id=uuid4(), document_ids=[document.id], version=1)
    on_thread_documents_held(told, NOW, holdings)
    remove(documents, document.id, holdings)
    assert documents.saved[document.id].state == "removed"


@pytest.mark.parametrize("state", ["rejected", "awaiting_upload"])
def test_what_nothing_can_rest_on_can_always_be_removed(
    documents: InMemoryDocuments, holdings: InMemoryHoldings, state: DocumentState
) -> None:
    document = announced(documents, state)
    hold(holdings, document.id, uuid4(), kept_for="under_way")
    assert kept(view_of(document), Keep("under_way")).kept_for is None
    remove(documents, document.id, holdings)


def test_of_several_reasons_the_one_that_ends_last_is_told() -> None:
    until = Keep("decided", LAST_DAY), Keep("decided", date(2026, 6, 1))
    assert longest(until, LAST_DAY) == until[1]
    assert longest([*until, Keep("under_way")], LAST_DAY) == Keep("under_way")
    assert longest([until[0]], date(2026, 5, 15)) is None

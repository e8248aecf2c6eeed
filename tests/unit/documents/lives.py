"""Who comes and what they bring, and a document in any state."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from services.contracts.actor import Actor, Role
from services.contracts.documents import CreateDocument, DocumentState
from services.documents.domain.checks import Passed, Refused
from services.documents.domain.document import Document
from tests.unit.documents.fakes import InMemoryDocuments

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
MEMBER = Actor(str(uuid4()), "agent", frozenset({Role.MEMBER}))
ANOTHER = Actor(str(uuid4()), "agent", frozenset({Role.MEMBER}))
OFFICER = Actor(str(uuid4()), "staff", frozenset({Role.OFFICER}))
NOTICE = CreateDocument(kind="tax_notice", filename="avis.pdf", size=1000, content_type="application/pdf")


def announced(documents: InMemoryDocuments, state: DocumentState = "awaiting_upload") -> Document:
    document = Document.announce(
        owner_id=MEMBER.id,
        kind="tax_notice",
        filename="avis.pdf",
        size=1000,
        content_type="application/pdf",
        at=NOW,
    )
    if state != "awaiting_upload":
        document.complete_upload(at=NOW)
    if state in ("accepted", "expired"):
        document.conclude(Passed(1000), at=NOW)
    if state == "expired":
        document.expire(at=NOW + timedelta(days=800))
    if state == "rejected":
        document.conclude(Refused("damaged"), at=NOW)
    if state == "removed":
        document.remove(at=NOW)
    assert document.state == state
    document.events.clear()
    document.leftovers.clear()
    documents.save(document)
    return document

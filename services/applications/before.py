"""What is asked of other services, before the transaction, and only what is not known here."""

from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import select

from services.applications.domain.documents import KnownDocument
from services.applications.tables import DOCUMENT_STATES
from services.contracts.applications import AttachDocument, NotAttachable, PostMessage, StartApplication
from services.contracts.documents import DescribeDocument, UnknownDocument
from services.contracts.identity import ApplicantView, GetApplicant, RightsOpened
from services.kit.database.pool import Database
from services.kit.rpc.client import RpcClient
from services.kit.work import Context

SECONDS = 2.0


class Asks(Protocol):
    rpc: RpcClient
    database: Database


def applicant_of_actor(service: Asks, _command: StartApplication, context: Context) -> ApplicantView:
    return service.rpc.ask(GetApplicant(member_id=context.actor.id), timeout=SECONDS)


def applicant_of_event(service: Asks, event: RightsOpened, _context: Context) -> ApplicantView:
    return service.rpc.ask(GetApplicant(member_id=event.member_id), timeout=SECONDS)


def document_to_attach(service: Asks, command: AttachDocument, _context: Context) -> KnownDocument | None:
    """None where it is known here."""
    unknown = _unknown(service, [command.document_id])
    return _described(service, command.document_id, "/document_id") if unknown else None


def documents_to_post(service: Asks, command: PostMessage, _context: Context) -> list[KnownDocument]:
    """Those not known here, in the order of their ids: whoever locks several does so in that order."""
    if not command.document_ids:
        return []
    unknown = sorted(_unknown(service, command.document_ids))
    return [_described(service, one, f"/document_ids/{command.document_ids.index(one)}") for one in unknown]


def _unknown(service: Asks, document_ids: list[UUID]) -> set[UUID]:
    """Size and type come with acceptance or a description; before that a document is known by name only."""
    c = DOCUMENT_STATES.c
    known: Any = select(c.document_id).where(c.document_id.in_(document_ids), c.content_type.is_not(None))
    with service.database.work(read_only=True) as work:
        return set(document_ids) - set(work.session.scalars(known))


def _described(service: Asks, document_id: UUID, pointer: str) -> KnownDocument:
    try:
        described = service.rpc.ask(DescribeDocument(document_id=document_id), timeout=SECONDS)
    except UnknownDocument:
        raise NotAttachable.at(pointer, "Not a document of yours that can still be used.") from None
    return KnownDocument(
        id=described.document_id,
        owner_id=described.owner_id,
        kind=described.kind,
        state=described.state,
        version=described.version,
        content_type=described.content_type,
        size=described.size,
    )

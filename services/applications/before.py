"""What is asked of other services, before the transaction, and only what is not known here; and what is written down
before anything is shown."""

from datetime import date
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import RowMapping, select

from services.applications.domain.documents import KnownDocument
from services.applications.domain.status import DECIDED
from services.applications.queries.calendars import member_of
from services.applications.store import SqlApplications, SqlReadings, SqlRulings, SqlThreadReadings
from services.applications.store.rows import ITS_QUOTIENT, ITS_REVISION
from services.applications.store.versions import SCALE
from services.applications.tables import APPLICATIONS, BENEFIT_REVISIONS, BENEFITS, DOCUMENT_STATES, QUOTIENTS, RULINGS
from services.contracts.actor import Role
from services.contracts.applications import (
    AmendApplication,
    AttachDocument,
    CorrectDecision,
    DecideAppeal,
    DecideApplication,
    EstimateBenefit,
    GetDeadlines,
    GetDecisionLetter,
    GetRadar,
    GetReview,
    ListAmendments,
    ListMessages,
    ListThreadMessages,
    LodgeAppeal,
    NotAttachable,
    PostMessage,
    PostThreadMessage,
    ReassignApplication,
    StartApplication,
    StartThread,
    SubmitApplication,
    TakeOverRights,
)
from services.contracts.calendar import day_in_paris
from services.contracts.documents import DescribeDocument, UnknownDocument
from services.contracts.identity import (
    ApplicantView,
    EstablishmentChanged,
    GetApplicant,
    RightsConfirmed,
    RightsOpened,
    RightsRefused,
)
from services.contracts.identity.officers import ListOfficers, OfficerView
from services.contracts.refusals import Unavailable
from services.kit.database.pool import Database
from services.kit.rpc.client import RpcClient
from services.kit.work import Context

SECONDS = 2.0


class Asks(Protocol):
    rpc: RpcClient
    database: Database


def applicant_of_actor(
    service: Asks, _request: StartApplication | StartThread | GetRadar | EstimateBenefit, context: Context
) -> ApplicantView:
    return service.rpc.ask(GetApplicant(member_id=context.actor.id), timeout=SECONDS)


def applicant_of_token(service: Asks, query: GetDeadlines, _context: Context) -> ApplicantView:
    with service.database.work(read_only=True) as work:
        member_id = member_of(work.session, query.token_hash)
    return service.rpc.ask(GetApplicant(member_id=member_id), timeout=SECONDS)


def applicant_of_event(
    service: Asks, event: RightsOpened | RightsConfirmed | RightsRefused | EstablishmentChanged, _context: Context
) -> ApplicantView:
    return service.rpc.ask(GetApplicant(member_id=event.member_id), timeout=SECONDS)


def applicant_to_freeze(service: Asks, command: SubmitApplication, context: Context) -> ApplicantView | None:
    """As they are on the day of the submission. None where it is not theirs, or identity does not answer: then what was
    told counts."""
    theirs = select(APPLICATIONS.c.member_id).where(
        APPLICATIONS.c.id == command.application_id, APPLICATIONS.c.member_id == context.actor.id
    )
    with service.database.work(read_only=True) as work:
        member_id = work.session.scalar(theirs)
    return _applicant(service, member_id, on=day_in_paris(context.now)) if member_id else None


def applicant_to_decide(
    service: Asks,
    command: DecideApplication | TakeOverRights | DecideAppeal | CorrectDecision,
    _context: Context,
) -> ApplicantView | None:
    """Asked only where what was told does not let it be decided: an officer confirms and decides at once."""
    known = _opening_known(service, command.application_id)
    if known is None or (not isinstance(command, TakeOverRights) and known["state"] in (None, "verified", "confirmed")):
        return None
    return _applicant(service, known["member_id"])


def _opening_known(service: Asks, application_id: UUID) -> RowMapping | None:
    """Where the amount follows from a quotient."""
    known = (
        select(APPLICATIONS.c.member_id, QUOTIENTS.c.state)
        .join_from(APPLICATIONS, BENEFITS, BENEFITS.c.code == APPLICATIONS.c.benefit_code)
        .join(BENEFIT_REVISIONS, ITS_REVISION)
        .outerjoin(QUOTIENTS, ITS_QUOTIENT)
        .where(APPLICATIONS.c.id == application_id, SCALE["kind"].astext == "tiered")
    )
    with service.database.work(read_only=True) as work:
        return work.session.execute(known).mappings().one_or_none()


def _applicant(service: Asks, member_id: UUID, on: date | None = None) -> ApplicantView | None:
    try:
        return service.rpc.ask(GetApplicant(member_id=member_id, on=on), timeout=SECONDS)
    except Unavailable:
        return None


def document_to_attach(service: Asks, command: AttachDocument, _context: Context) -> KnownDocument | None:
    """None where it is known here."""
    unknown = _unknown(service, [command.document_id])
    return _described(service, command.document_id, "/document_id") if unknown else None


def documents_to_post(
    service: Asks, command: PostMessage | PostThreadMessage | StartThread | LodgeAppeal, _context: Context
) -> list[KnownDocument]:
    """Those not known here, in the order of their ids: whoever locks several does so in that order."""
    if not command.document_ids:
        return []
    unknown = sorted(_unknown(service, command.document_ids))
    return [_described(service, one, f"/document_ids/{command.document_ids.index(one)}") for one in unknown]


def documents_of_amendment(service: Asks, command: AmendApplication, _context: Context) -> list[KnownDocument]:
    """As above."""
    slots = {document_id: slot for slot, document_id in command.documents.items()}
    unknown = sorted(_unknown(service, list(slots))) if slots else []
    return [_described(service, one, f"/documents/{slots[one]}") for one in unknown]


def officer_to_be(service: Asks, command: ReassignApplication, _context: Context) -> OfficerView | None:
    """None: nobody who reviews."""
    found = service.rpc.ask(ListOfficers(officer_id=command.officer_id), timeout=SECONDS).items
    return found[0] if found else None


def member_and_documents(
    service: Asks, command: StartThread, context: Context
) -> tuple[ApplicantView, list[KnownDocument]]:
    return applicant_of_actor(service, command, context), documents_to_post(service, command, context)


def reading_of_thread(service: Asks, query: ListThreadMessages, context: Context) -> None:
    if Role.OFFICER in context.actor.roles:
        with service.database.work() as work:
            SqlThreadReadings(work).record(query.thread_id, context.actor, context.now)


def reading_of_review(service: Asks, query: GetReview, context: Context) -> None:
    """Written down before anything is shown: where that cannot be, nothing is."""
    with service.database.work() as work:
        SqlReadings(work).record(query.application_id, context.actor, "review", context.now)


def reading_of_amendments(service: Asks, query: ListAmendments, context: Context) -> None:
    if Role.OFFICER in context.actor.roles:
        with service.database.work() as work:
            SqlReadings(work).record(query.application_id, context.actor, "review", context.now)


def letter_to_read(service: Asks, query: GetDecisionLetter, context: Context) -> None:
    """A decision of before decisions were kept has its code from now on; and who of the staff reads it is written
    down before anything is shown."""
    with service.database.work() as work:
        c = APPLICATIONS.c
        unkept = ~select(RULINGS.c.id).where(RULINGS.c.application_id == c.id).exists()
        decided = select(c.id).where(c.id == query.application_id, c.status.in_(DECIDED), unkept)
        if work.session.scalar(decided) is not None:
            book = SqlRulings(work)
            book.save(book.of(SqlApplications(work).get(query.application_id)))
        if Role.OFFICER in context.actor.roles:
            SqlReadings(work).record(query.application_id, context.actor, "letter", context.now)


def reading_of_messages(service: Asks, query: ListMessages, context: Context) -> None:
    if Role.OFFICER in context.actor.roles:
        with service.database.work() as work:
            SqlReadings(work).record(query.application_id, context.actor, "messages", context.now)


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

"""What happens before a transaction: hashing, which takes its time, and what another service must be asked."""

from contextlib import suppress
from typing import Any
from uuid import UUID, uuid4

from services.contracts.actor import Role
from services.contracts.applications.erasure import ErasureOutlookView, GetErasureOutlook
from services.contracts.applications.threads import CountWaitingMessages, WaitingMessagesView
from services.contracts.base import Command
from services.contracts.documents import (
    DescribeDocument,
    DocumentFactsView,
    GetNoticeReading,
    NoticeReadingView,
    UnknownDocument,
)
from services.contracts.identity import (
    Acted,
    ChangeEmail,
    ChangePassword,
    EnrolTotp,
    ListAudit,
    LogIn,
    LogInStaff,
    OpenRights,
    ResetPassword,
)
from services.contracts.identity.corrections import AcceptCorrection, RequestCorrection
from services.contracts.identity.erasure import AcceptErasure, GetErasure, RequestErasure
from services.contracts.identity.recovery import MakeRecoveryCodes
from services.contracts.identity.rights import ReadNoticeForRights
from services.contracts.identity.second_email import ChangeSecondEmail
from services.contracts.identity.waiting import GetStaffWaiting
from services.contracts.refusals import NotFound, Unavailable
from services.identity.domain.attempts import require_patience
from services.identity.domain.credentials import Proof, token_hash
from services.identity.domain.issued_secrets import Draft, require_link
from services.identity.domain.reauthentication import OwnProof, try_in_session
from services.identity.handlers.log_in import credential_in_force, login_name, try_of
from services.identity.handlers.open_rights import Described
from services.identity.queries.corrections import proof_of
from services.identity.queries.erasures import member_of
from services.identity.store import SqlAccounts, SqlAttempts, SqlIssuedSecrets, SqlSessions
from services.kit.work import Context

NONE_COUNTED = WaitingMessagesView(regions=[])


def prove_login(service: Any, command: LogIn | LogInStaff, context: Context) -> Proof:
    """A caller who has to wait after too many mistakes is refused before a hash is computed."""
    with service.database.work(read_only=True) as work:
        attempt = try_of(command, service.resources.seal)
        require_patience(SqlAttempts(work).look_at(attempt, context.now), context.now)
        accounts = SqlAccounts(work, for_update=False)
        find = accounts.by_number if isinstance(command, LogIn) else accounts.by_staff_email
        secrets = SqlIssuedSecrets(work, for_update=False)
        credential = credential_in_force(find(login_name(command)), secrets, context.idempotency_key, context.now)
    proof: Proof = service.resources.hashing.prove(command.password, credential.hash)
    return proof


def prove_current_password(service: Any, command: ChangePassword, context: Context) -> Proof:
    """Where the current password need not be typed, what is compared with it is the new one."""
    with service.database.work(read_only=True) as work:
        session = SqlSessions(work).look_at(context.actor.session_id)
        if session.opened_with is not None:
            current: str | None = SqlIssuedSecrets(work, for_update=False).get(session.opened_with).secret_hash
        else:
            current = SqlAccounts(work, for_update=False).get(context.actor.id).password_hash
    hashing = service.resources.hashing
    if command.current_password is None:
        if session.opened_with is None or hashing.prove(command.new_password, current).matches:
            return Proof(matches=session.opened_with is not None, against=current)
        return Proof(matches=False, against=current, new_hash=hashing.hash(command.new_password))
    proof: Proof = hashing.prove(command.current_password, current)
    if not proof.matches:
        return proof
    return Proof(matches=True, against=current, new_hash=hashing.hash(command.new_password))


def prove_again(
    service: Any, command: ChangeEmail | ChangeSecondEmail | EnrolTotp | MakeRecoveryCodes, context: Context
) -> OwnProof:
    """No hash is computed for whoever has to wait after too many mistakes."""
    code = (command.totp or "").strip() or None
    if command.current_password is None:
        return OwnProof(None, code)
    with service.database.work(read_only=True) as work:
        require_patience(SqlAttempts(work).look_at(try_in_session(context.actor), context.now), context.now)
        current = SqlAccounts(work, for_update=False).get(context.actor.id).password_hash
    return OwnProof(service.resources.hashing.prove(command.current_password, current), code)


def prove_again_and_draft_link(
    service: Any, command: ChangeEmail | ChangeSecondEmail, context: Context
) -> tuple[OwnProof, Draft]:
    return prove_again(service, command, context), draft_link(service, command, context)


def hash_new_password(service: Any, command: ResetPassword, context: Context) -> str:
    with service.database.work(read_only=True) as work:
        secrets = SqlIssuedSecrets(work, for_update=False)
        require_link(secrets.by_token_hash(token_hash(command.token)), "password_reset", context.now)
    hashed: str = service.resources.hashing.hash(command.new_password)
    return hashed


def draft_temporary_password(service: Any, _command: Command[Any], _context: Context) -> Draft:
    """Computed even where there is no account to send it to: the time taken must not show whether one exists."""
    delivery_id = uuid4()
    seal = service.resources.seal
    password = seal.temporary_password(delivery_id, seal.key_id)
    return Draft(delivery_id, service.resources.hashing.hash(password), seal.key_id)


def draft_link(service: Any, _command: Command[Any], _context: Context) -> Draft:
    delivery_id = uuid4()
    seal = service.resources.seal
    return Draft(delivery_id, token_hash(seal.link_token(delivery_id, seal.key_id)), seal.key_id)


def draft_links(service: Any, command: Command[Any], context: Context) -> list[Draft]:
    """For two addresses at most."""
    return [draft_link(service, command, context) for _ in range(2)]


def papers_of_opening(service: Any, command: OpenRights, context: Context) -> Described:
    notice = allowances = None
    if command.tax_notice_document_id is not None:
        notice = _reading(service, command.tax_notice_document_id, context)
    if command.allowances_document_id is not None:
        with suppress(UnknownDocument):
            allowances = service.rpc.ask(DescribeDocument(document_id=command.allowances_document_id))
    return Described(notice, allowances)


def reading_of_notice(service: Any, query: ReadNoticeForRights, context: Context) -> NoticeReadingView | None:
    return _reading(service, query.tax_notice_document_id, context)


def _reading(service: Any, document_id: UUID, context: Context) -> NoticeReadingView | None:
    found: NoticeReadingView | None = None
    with suppress(UnknownDocument):
        found = service.rpc.ask(GetNoticeReading(document_id=document_id, owner_id=context.actor.id))
    return found


def proof_of_request(service: Any, command: RequestCorrection, _context: Context) -> DocumentFactsView | None:
    return _described(service, command.document_id)


def proof_of_correction(service: Any, command: AcceptCorrection, _context: Context) -> DocumentFactsView | None:
    """None as well where there is no such correction: that is said in the transaction."""
    with service.database.work(read_only=True) as work:
        document_id = proof_of(work.session, command.correction_id)
    return _described(service, document_id) if document_id else None


def _described(service: Any, document_id: UUID) -> DocumentFactsView | None:
    try:
        facts: DocumentFactsView = service.rpc.ask(DescribeDocument(document_id=document_id))
    except NotFound:
        return None
    return facts


def reading_of_audit(service: Any, query: ListAudit, context: Context) -> None:
    """Told before anything is shown: where that cannot be, nothing is."""
    with service.database.work(actor=context.actor) as work:
        looked = Acted.by(context.actor, "audit_read", context.now, "audit", None, member_id=query.member_id)
        work.record(looked)


def erasure_outlook_of_actor(
    service: Any, _request: GetErasure | RequestErasure, context: Context
) -> ErasureOutlookView:
    outlook: ErasureOutlookView = service.rpc.ask(GetErasureOutlook(member_id=context.actor.id))
    return outlook


def erasure_outlook_of_request(service: Any, command: AcceptErasure, _context: Context) -> ErasureOutlookView:
    with service.database.work(read_only=True) as work:
        member_id = member_of(work.session, command.erasure_id)
    outlook: ErasureOutlookView = service.rpc.ask(GetErasureOutlook(member_id=member_id))
    return outlook


def waiting_messages(service: Any, _query: GetStaffWaiting, context: Context) -> WaitingMessagesView:
    """None counted where applications does not answer at once: every page of the staff asks, and waits for this."""
    if Role.OFFICER not in context.actor.roles:
        return NONE_COUNTED
    try:
        counted: WaitingMessagesView = service.rpc.ask(CountWaitingMessages(), timeout=0.3)
    except Unavailable:
        return NONE_COUNTED
    return counted

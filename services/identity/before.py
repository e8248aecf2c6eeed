"""What happens before a transaction: hashing, which takes its time, and what another service must be asked."""

from typing import Any
from uuid import UUID, uuid4

from services.contracts.base import Command
from services.contracts.documents import DescribeDocument
from services.contracts.identity import ChangePassword, LogIn, LogInStaff, OpenRights, ResetPassword
from services.contracts.refusals import NotFound
from services.identity.domain.attempts import require_patience
from services.identity.domain.credentials import Proof, token_hash
from services.identity.domain.issued_secrets import Draft, require_link
from services.identity.handlers.log_in import credential_in_force, login_name, try_of
from services.identity.store import SqlAccounts, SqlAttempts, SqlIssuedSecrets, SqlSessions
from services.kit.work import Context


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
    with service.database.work(read_only=True) as work:
        session = SqlSessions(work).look_at(context.actor.session_id)
        if session.opened_with is not None:
            current: str | None = SqlIssuedSecrets(work, for_update=False).get(session.opened_with).secret_hash
        else:
            current = SqlAccounts(work, for_update=False).get(context.actor.id).password_hash
    hashing = service.resources.hashing
    proof: Proof = hashing.prove(command.current_password, current)
    if not proof.matches:
        return proof
    return Proof(matches=True, against=current, new_hash=hashing.hash(command.new_password))


def hash_new_password(service: Any, command: ResetPassword, context: Context) -> str:
    with service.database.work(read_only=True) as work:
        secrets = SqlIssuedSecrets(work, for_update=False)
        require_link(secrets.by_token_hash(token_hash(command.token)), "password_reset", context.now)
    hashed: str = service.resources.hashing.hash(command.new_password)
    return hashed


def draft_temporary_password(service: Any, _command: Command[Any], _context: Context) -> Draft:
    """Computed even where there is no account to send it to: the time taken must not show whether one exists."""
    delivery_id = uuid4()
    password = service.resources.seal.temporary_password(delivery_id)
    return Draft(delivery_id, service.resources.hashing.hash(password))


def draft_link(service: Any, _command: Command[Any], _context: Context) -> Draft:
    delivery_id = uuid4()
    return Draft(delivery_id, token_hash(service.resources.seal.link_token(delivery_id)))


def owner_of_tax_notice(service: Any, command: OpenRights, _context: Context) -> UUID | None:
    if command.tax_notice_document_id is None:
        return None
    try:
        facts = service.rpc.ask(DescribeDocument(document_id=command.tax_notice_document_id))
    except NotFound:
        return None
    owner: UUID = facts.owner_id
    return owner

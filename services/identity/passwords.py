"""First login, passwords and the second factor: a part of `service.py`'s wiring."""

from services.contracts.base import Done
from services.contracts.identity import (
    ChangePassword,
    ConfirmTotp,
    EnrolTotp,
    GetResetLink,
    RequestFirstLogin,
    RequestPasswordReset,
    ResetLinkView,
    ResetPassword,
    TotpEnrolmentView,
)
from services.identity import before
from services.identity.domain.credentials import Proof
from services.identity.domain.issued_secrets import Draft
from services.identity.domain.reauthentication import OwnProof
from services.identity.handlers.change_password import change_password
from services.identity.handlers.confirm_totp import confirm_totp
from services.identity.handlers.enrol_totp import enrol_totp
from services.identity.handlers.get_reset_link import get_reset_link
from services.identity.handlers.request_first_login import request_first_login
from services.identity.handlers.request_password_reset import request_password_reset
from services.identity.handlers.reset_password import reset_password
from services.identity.resources import PASSWORDS, Resources
from services.identity.store import SqlAccounts, SqlAttempts, SqlIssuedSecrets, SqlSessions
from services.kit.rpc.answering import handles
from services.kit.work import Work


class Passwords:
    resources: Resources

    @handles(RequestFirstLogin, prepare=before.draft_temporary_password, bulkhead=PASSWORDS)
    def request_first_login(self, command: RequestFirstLogin, work: Work, draft: Draft) -> Done:
        stores = SqlAccounts(work), SqlIssuedSecrets(work), SqlAttempts(work)
        return request_first_login(command, draft, self.resources.requests_per_source, work.now, *stores)

    @handles(RequestPasswordReset, prepare=before.draft_link)
    def request_password_reset(self, command: RequestPasswordReset, work: Work, draft: Draft) -> Done:
        stores = SqlAccounts(work), SqlIssuedSecrets(work), SqlAttempts(work)
        return request_password_reset(command, draft, self.resources.requests_per_source, work.now, *stores)

    @handles(GetResetLink)
    def get_reset_link(self, query: GetResetLink, work: Work) -> ResetLinkView:
        stores = SqlAccounts(work, for_update=False), SqlIssuedSecrets(work, for_update=False)
        return get_reset_link(query, work.now, *stores)

    @handles(ResetPassword, prepare=before.hash_new_password, bulkhead=PASSWORDS)
    def reset_password(self, command: ResetPassword, work: Work, new_hash: str) -> Done:
        stores = SqlAccounts(work), SqlIssuedSecrets(work), SqlSessions(work), SqlAttempts(work)
        return reset_password(command, new_hash, work.now, *stores, self.resources.seal)

    @handles(ChangePassword, prepare=before.prove_current_password, bulkhead=PASSWORDS)
    def change_password(self, command: ChangePassword, work: Work, proof: Proof) -> Done:
        stores = SqlAccounts(work), SqlIssuedSecrets(work), SqlSessions(work), SqlAttempts(work)
        return change_password(command, proof, work.actor, work.now, *stores)

    @handles(EnrolTotp, prepare=before.prove_again, bulkhead=PASSWORDS)
    def enrol_totp(self, _command: EnrolTotp, work: Work, proof: OwnProof) -> TotpEnrolmentView:
        stores = SqlAccounts(work), SqlSessions(work), SqlAttempts(work)
        return enrol_totp(proof, work.actor, work.now, *stores, self.resources.seal)

    @handles(ConfirmTotp)
    def confirm_totp(self, command: ConfirmTotp, work: Work) -> Done:
        stores = SqlAccounts(work), SqlIssuedSecrets(work), SqlSessions(work), SqlAttempts(work)
        return confirm_totp(command, work.actor, work.now, *stores, self.resources.seal)

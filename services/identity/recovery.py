"""What was lost is found again: a part of `service.py`'s wiring."""

from services.contracts.base import Done
from services.contracts.identity.recovery import (
    KeepSecondFactor,
    MakeRecoveryCodes,
    RecoveryCodesView,
    RequestNumberReminder,
)
from services.identity import before
from services.identity.domain.issued_secrets import Draft
from services.identity.domain.reauthentication import OwnProof
from services.identity.handlers.keep_second_factor import keep_second_factor
from services.identity.handlers.make_recovery_codes import make_recovery_codes
from services.identity.handlers.request_number_reminder import request_number_reminder
from services.identity.handlers.reset_due_second_factors import reset_due_second_factors
from services.identity.resources import PASSWORDS, Resources
from services.identity.store import SqlAccounts, SqlAttempts, SqlIssuedSecrets, SqlSessions
from services.kit.process.timers import every
from services.kit.rpc.answering import handles
from services.kit.work import Work


class Recovery:
    resources: Resources

    @handles(RequestNumberReminder, prepare=before.draft_link)
    def request_number_reminder(self, command: RequestNumberReminder, work: Work, draft: Draft) -> Done:
        stores = SqlAccounts(work), SqlIssuedSecrets(work), SqlAttempts(work)
        return request_number_reminder(command, draft, self.resources.requests_per_source, work.now, *stores)

    @handles(MakeRecoveryCodes, prepare=before.prove_again, bulkhead=PASSWORDS)
    def make_recovery_codes(self, _command: MakeRecoveryCodes, work: Work, proof: OwnProof) -> RecoveryCodesView:
        stores = SqlAccounts(work), SqlAttempts(work)
        return make_recovery_codes(proof, work.actor, work.now, *stores, self.resources.seal)

    @handles(KeepSecondFactor)
    def keep_second_factor(self, command: KeepSecondFactor, work: Work) -> Done:
        return keep_second_factor(command, work.now, SqlAccounts(work), SqlIssuedSecrets(work))

    @every(seconds=60)
    def reset_due_second_factors(self, work: Work) -> None:
        reset_due_second_factors(work.now, SqlAccounts(work), SqlIssuedSecrets(work), SqlSessions(work))

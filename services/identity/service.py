"""identity: establishments, numbers, accounts, sessions, the household and the rights of a year. Wiring only."""

from uuid import UUID, uuid4

from services.contracts import identity as said
from services.contracts.base import Created, Done, Page
from services.contracts.notifications import EmailAcceptedAgain, EmailBounced
from services.identity import preparing, retention
from services.identity.handlers.assign_number import assign_number
from services.identity.handlers.change_email import change_email, confirm_email
from services.identity.handlers.change_password import change_password
from services.identity.handlers.collect_secret import collect_secret
from services.identity.handlers.communicate_number import communicate_number
from services.identity.handlers.create_staff_account import create_staff_account
from services.identity.handlers.end_sessions import log_out, revoke_session
from services.identity.handlers.identify_session import identify_session
from services.identity.handlers.log_in import Login, log_in
from services.identity.handlers.on_email_accepted_again import on_email_accepted_again
from services.identity.handlers.on_email_bounced import on_email_bounced
from services.identity.handlers.open_rights import open_rights
from services.identity.handlers.proofs import Draft, Proof
from services.identity.handlers.put_household import put_household
from services.identity.handlers.refresh_session import refresh_session
from services.identity.handlers.register_establishment import register_establishment
from services.identity.handlers.reject_number_request import reject_number_request
from services.identity.handlers.request_first_login import request_first_login, request_password_reset
from services.identity.handlers.request_number import request_number
from services.identity.handlers.reset_password import reset_password
from services.identity.handlers.second_factor import confirm_totp, enrol_totp
from services.identity.handlers.update_me import update_me
from services.identity.instruments import provided
from services.identity.queries import establishments, number_requests, people, portals, rights, sessions
from services.identity.settings import Settings
from services.identity.store import (
    SqlAccounts,
    SqlAttempts,
    SqlEstablishments,
    SqlHouseholds,
    SqlIssuedSecrets,
    SqlNumberRequests,
    SqlRightsRegister,
    SqlSessions,
)
from services.kit.database.pool import Database
from services.kit.events.consumers import consumes
from services.kit.process.timers import every
from services.kit.rpc.answering import handles
from services.kit.rpc.bulkheads import Bulkhead, Limits
from services.kit.rpc.client import RpcClient
from services.kit.work import Work


def _limits(settings: Settings) -> Limits:
    return Limits(settings.passwords_at_once, settings.passwords_in_line)


PASSWORDS = Bulkhead("passwords", said.ManyAreSigningIn, _limits)
"""Whatever hashes one."""


class IdentityService:
    name = "identity"
    rpc = RpcClient()
    database = Database()
    instruments = provided()

    @handles(said.ListPortals)
    def list_portals(self, query: said.ListPortals, work: Work) -> said.PortalsView:
        return portals.portals(query.profession, work.language)

    @handles(said.ListEstablishments)
    def list_establishments(self, query: said.ListEstablishments, work: Work) -> Page[said.EstablishmentView]:
        return establishments.establishments(work.session, query)

    @handles(said.RegisterEstablishment)
    def register_establishment(self, command: said.RegisterEstablishment, work: Work) -> said.EstablishmentView:
        register_establishment(command, new_id := uuid4(), SqlEstablishments(work))
        return establishments.establishment(work.session, new_id)

    @handles(said.RequestNumber)
    def request_number(self, command: said.RequestNumber, work: Work) -> Created:
        return request_number(command, uuid4(), work.now, SqlEstablishments(work), SqlNumberRequests(work))

    @handles(said.ListNumberRequests)
    def list_number_requests(self, query: said.ListNumberRequests, work: Work) -> Page[said.NumberRequestView]:
        return number_requests.number_requests(work.session, query, work.actor)

    @handles(said.AssignNumber)
    def assign_number(self, command: said.AssignNumber, work: Work) -> said.NumberRequestView:
        assign_number(command, uuid4(), work.actor, work.now, SqlNumberRequests(work), SqlAccounts(work))
        return number_requests.number_request(work.session, command.request_id)

    @handles(said.CommunicateNumber)
    def communicate_number(self, command: said.CommunicateNumber, work: Work) -> said.NumberRequestView:
        communicate_number(command, work.actor, work.now, SqlNumberRequests(work), SqlAccounts(work))
        return number_requests.number_request(work.session, command.request_id)

    @handles(said.RejectNumberRequest)
    def reject_number_request(self, command: said.RejectNumberRequest, work: Work) -> said.NumberRequestView:
        reject_number_request(command, work.actor, work.now, SqlNumberRequests(work), SqlAccounts(work))
        return number_requests.number_request(work.session, command.request_id)

    @handles(said.GetNumberCommunication)
    def get_number_communication(self, query: said.GetNumberCommunication, work: Work) -> said.NumberCommunicationView:
        return number_requests.number_communication(work.session, query.request_id)

    @handles(said.RequestFirstLogin, prepare=preparing.draft_temporary_password, bulkhead=PASSWORDS)
    def request_first_login(self, command: said.RequestFirstLogin, work: Work, draft: Draft) -> Done:
        at_most = self.instruments.requests_per_source
        stores = SqlAccounts(work), SqlIssuedSecrets(work), SqlAttempts(work)
        return request_first_login(command, draft, at_most, work.now, *stores)

    @handles(said.RequestPasswordReset, prepare=preparing.draft_link)
    def request_password_reset(self, command: said.RequestPasswordReset, work: Work, draft: Draft) -> Done:
        at_most = self.instruments.requests_per_source
        stores = SqlAccounts(work), SqlIssuedSecrets(work), SqlAttempts(work)
        return request_password_reset(command, draft, at_most, work.now, *stores)

    @handles(said.ResetPassword, prepare=preparing.hash_new_password, bulkhead=PASSWORDS)
    def reset_password(self, command: said.ResetPassword, work: Work, new_hash: str) -> Done:
        stores = SqlAccounts(work), SqlIssuedSecrets(work), SqlSessions(work), SqlAttempts(work)
        return reset_password(command, new_hash, work.now, *stores, self.instruments.seal)

    @handles(said.ChangePassword, prepare=preparing.prove_current_password, bulkhead=PASSWORDS)
    def change_password(self, command: said.ChangePassword, work: Work, proof: Proof) -> Done:
        stores = SqlAccounts(work), SqlIssuedSecrets(work), SqlSessions(work), SqlAttempts(work)
        return change_password(command, proof, work.actor, work.now, *stores)

    @handles(said.LogIn, prepare=preparing.prove_login, bulkhead=PASSWORDS)
    def log_in(self, command: said.LogIn, work: Work, proof: Proof) -> said.SessionView:
        return self._log_in(command, work, proof)

    @handles(said.LogInStaff, prepare=preparing.prove_login, bulkhead=PASSWORDS)
    def log_in_staff(self, command: said.LogInStaff, work: Work, proof: Proof) -> said.SessionView:
        return self._log_in(command, work, proof)

    def _log_in(self, command: said.LogIn | said.LogInStaff, work: Work, proof: Proof) -> said.SessionView:
        login = Login(proof, self.instruments.fresh_tokens(), work.idempotency_key, work.now)
        stores = SqlAccounts(work), SqlIssuedSecrets(work), SqlSessions(work), SqlAttempts(work)
        return log_in(command, login, *stores, self.instruments.seal)

    @handles(said.RefreshSession)
    def refresh_session(self, command: said.RefreshSession, work: Work) -> said.SessionView:
        return refresh_session(command, work.now, SqlSessions(work), self.instruments.seal)

    @handles(said.IdentifySession)
    def identify_session(self, command: said.IdentifySession, work: Work) -> said.AssertionView:
        return identify_session(command, work.now, SqlSessions(work), SqlAccounts(work), self.instruments.signer)

    @handles(said.LogOut)
    def log_out(self, _command: said.LogOut, work: Work) -> Done:
        return log_out(work.actor, work.now, SqlSessions(work))

    @handles(said.ListSessions)
    def list_sessions(self, query: said.ListSessions, work: Work) -> Page[said.OpenSessionView]:
        return sessions.open_sessions(work.session, query, work.actor, work.now)

    @handles(said.RevokeSession)
    def revoke_session(self, command: said.RevokeSession, work: Work) -> Done:
        return revoke_session(command, work.actor, work.now, SqlSessions(work))

    @handles(said.EnrolTotp)
    def enrol_totp(self, _command: said.EnrolTotp, work: Work) -> said.TotpEnrolmentView:
        return enrol_totp(work.actor, SqlAccounts(work), SqlSessions(work), self.instruments.seal)

    @handles(said.ConfirmTotp)
    def confirm_totp(self, command: said.ConfirmTotp, work: Work) -> Done:
        stores = SqlAccounts(work), SqlSessions(work), SqlAttempts(work)
        return confirm_totp(command, work.actor, work.now, *stores, self.instruments.seal)

    @handles(said.CollectSecret)
    def collect_secret(self, command: said.CollectSecret, work: Work) -> said.SecretView:
        key = work.idempotency_key or ""
        return collect_secret(command, key, work.now, SqlAccounts(work), SqlIssuedSecrets(work), self.instruments.seal)

    @handles(said.GetMe)
    def get_me(self, _query: said.GetMe, work: Work) -> said.MeView:
        return people.me(work.session, work.actor.id, work.language, work.now)

    @handles(said.UpdateMe)
    def update_me(self, command: said.UpdateMe, work: Work) -> said.MeView:
        update_me(command, work.actor, SqlAccounts(work))
        return people.me(work.session, work.actor.id, work.language, work.now)

    @handles(said.ChangeEmail, prepare=preparing.draft_link)
    def change_email(self, command: said.ChangeEmail, work: Work, draft: Draft) -> Done:
        return change_email(command, draft, work.actor, work.now, SqlAccounts(work), SqlIssuedSecrets(work))

    @handles(said.ConfirmEmail)
    def confirm_email(self, command: said.ConfirmEmail, work: Work) -> Done:
        return confirm_email(command, work.actor, work.now, SqlAccounts(work), SqlIssuedSecrets(work))

    @handles(said.GetHousehold)
    def get_household(self, _query: said.GetHousehold, work: Work) -> said.HouseholdView:
        return people.household(work.session, work.actor.id)

    @handles(said.PutHousehold)
    def put_household(self, command: said.PutHousehold, work: Work) -> said.HouseholdView:
        put_household(command, work.actor, work.now, SqlHouseholds(work))
        return people.household(work.session, work.actor.id)

    @handles(said.ListRights)
    def list_rights(self, query: said.ListRights, work: Work) -> Page[said.RightsView]:
        return rights.rights_of_member(work.session, query, work.actor.id, work.language)

    @handles(said.OpenRights, prepare=preparing.owner_of_tax_notice)
    def open_rights(self, command: said.OpenRights, work: Work, notice_owner: UUID | None) -> said.RightsView:
        open_rights(command, notice_owner, work.actor, work.now, SqlHouseholds(work), SqlRightsRegister(work))
        return rights.opened_rights(work.session, work.actor.id, command.year, work.language)

    @handles(said.CreateStaffAccount, prepare=preparing.draft_temporary_password, bulkhead=PASSWORDS)
    def create_staff_account(self, command: said.CreateStaffAccount, work: Work, draft: Draft) -> said.StaffAccountView:
        stores = SqlAccounts(work), SqlEstablishments(work), SqlIssuedSecrets(work)
        create_staff_account(command, new_id := uuid4(), draft, work.now, *stores)
        return people.staff_account(work.session, new_id)

    @handles(said.ListStaffAccounts)
    def list_staff_accounts(self, query: said.ListStaffAccounts, work: Work) -> Page[said.StaffAccountView]:
        return people.staff_accounts(work.session, query)

    @handles(said.GetContact)
    def get_contact(self, query: said.GetContact, work: Work) -> said.ContactView:
        return people.contact(work.session, query.account_id, work.now)

    @handles(said.GetApplicant)
    def get_applicant(self, query: said.GetApplicant, work: Work) -> said.ApplicantView:
        return people.applicant(work.session, query.member_id)

    @consumes(EmailBounced)
    def on_email_bounced(self, event: EmailBounced, work: Work) -> None:
        on_email_bounced(event, SqlAccounts(work))

    @consumes(EmailAcceptedAgain)
    def on_email_accepted_again(self, event: EmailAcceptedAgain, work: Work) -> None:
        on_email_accepted_again(event, SqlAccounts(work))

    @every(seconds=600)
    def forget_what_is_over(self, work: Work) -> None:
        retention.forget_what_is_over(work)

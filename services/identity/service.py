"""identity: establishments, numbers, accounts, sessions, the household and the rights of a year. Wiring only."""

from uuid import UUID, uuid4

from services.contracts.base import Created, Done, Page
from services.contracts.identity import (
    ApplicantView,
    AssertionView,
    AssignNumber,
    ChangeEmail,
    ChangePassword,
    CollectSecret,
    CommunicateNumber,
    ConfirmEmail,
    ConfirmTotp,
    ContactView,
    CreateStaffAccount,
    EnrolTotp,
    EstablishmentView,
    GetApplicant,
    GetContact,
    GetHousehold,
    GetMe,
    GetNumberCommunication,
    HouseholdView,
    IdentifySession,
    ListEstablishments,
    ListNumberRequests,
    ListPortals,
    ListRights,
    ListSessions,
    ListStaffAccounts,
    LogIn,
    LogInStaff,
    LogOut,
    MeView,
    NumberCommunicationView,
    NumberRequestView,
    OpenRights,
    OpenSessionView,
    PortalsView,
    PutHousehold,
    RefreshSession,
    RegisterEstablishment,
    RejectNumberRequest,
    RequestFirstLogin,
    RequestNumber,
    RequestPasswordReset,
    ResetPassword,
    RevokeSession,
    RightsView,
    SecretView,
    SessionView,
    StaffAccountView,
    TotpEnrolmentView,
    UpdateMe,
)
from services.contracts.notifications import EmailAcceptedAgain, EmailBounced
from services.identity import before
from services.identity.domain.credentials import Proof
from services.identity.domain.issued_secrets import Draft
from services.identity.handlers.assign_number import assign_number
from services.identity.handlers.change_email import change_email
from services.identity.handlers.change_password import change_password
from services.identity.handlers.collect_secret import collect_secret
from services.identity.handlers.communicate_number import communicate_number
from services.identity.handlers.confirm_email import confirm_email
from services.identity.handlers.confirm_totp import confirm_totp
from services.identity.handlers.create_staff_account import create_staff_account
from services.identity.handlers.enrol_totp import enrol_totp
from services.identity.handlers.forget_what_is_over import forget_what_is_over
from services.identity.handlers.identify_session import identify_session
from services.identity.handlers.log_in import Login, log_in
from services.identity.handlers.log_out import log_out
from services.identity.handlers.on_email_accepted_again import on_email_accepted_again
from services.identity.handlers.on_email_bounced import on_email_bounced
from services.identity.handlers.open_rights import open_rights
from services.identity.handlers.put_household import put_household
from services.identity.handlers.refresh_session import refresh_session
from services.identity.handlers.register_establishment import register_establishment
from services.identity.handlers.reject_number_request import reject_number_request
from services.identity.handlers.request_first_login import request_first_login
from services.identity.handlers.request_number import request_number
from services.identity.handlers.request_password_reset import request_password_reset
from services.identity.handlers.reset_password import reset_password
from services.identity.handlers.revoke_session import revoke_session
from services.identity.handlers.update_me import update_me
from services.identity.queries import establishments, number_requests, people, portals, rights, sessions
from services.identity.queries.wording import profession_names
from services.identity.resources import PASSWORDS, resources
from services.identity.store import (
    SqlAccounts,
    SqlAttempts,
    SqlEstablishments,
    SqlExpired,
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
from services.kit.rpc.client import RpcClient
from services.kit.work import Work


class IdentityService:
    name = "identity"
    rpc = RpcClient()
    database = Database()
    resources = resources()

    @handles(ListPortals)
    def list_portals(self, query: ListPortals, work: Work) -> PortalsView:
        return portals.portals(query.profession, work.language)

    @handles(ListEstablishments)
    def list_establishments(self, query: ListEstablishments, work: Work) -> Page[EstablishmentView]:
        return establishments.establishments(work.session, query)

    @handles(RegisterEstablishment)
    def register_establishment(self, command: RegisterEstablishment, work: Work) -> EstablishmentView:
        return EstablishmentView.of(register_establishment(command, uuid4(), SqlEstablishments(work)))

    @handles(RequestNumber)
    def request_number(self, command: RequestNumber, work: Work) -> Created:
        places, requests = SqlEstablishments(work), SqlNumberRequests(work)
        return request_number(command, uuid4(), work.now, places, requests, profession_names())

    @handles(ListNumberRequests)
    def list_number_requests(self, query: ListNumberRequests, work: Work) -> Page[NumberRequestView]:
        return number_requests.number_requests(work.session, query, work.actor)

    @handles(AssignNumber)
    def assign_number(self, command: AssignNumber, work: Work) -> NumberRequestView:
        assign_number(command, uuid4(), work.actor, work.now, SqlNumberRequests(work), SqlAccounts(work))
        return number_requests.number_request(work.session, command.request_id)

    @handles(CommunicateNumber)
    def communicate_number(self, command: CommunicateNumber, work: Work) -> NumberRequestView:
        communicate_number(command, work.actor, work.now, SqlNumberRequests(work), SqlAccounts(work))
        return number_requests.number_request(work.session, command.request_id)

    @handles(RejectNumberRequest)
    def reject_number_request(self, command: RejectNumberRequest, work: Work) -> NumberRequestView:
        reject_number_request(command, work.actor, work.now, SqlNumberRequests(work), SqlAccounts(work))
        return number_requests.number_request(work.session, command.request_id)

    @handles(GetNumberCommunication)
    def get_number_communication(self, query: GetNumberCommunication, work: Work) -> NumberCommunicationView:
        return number_requests.number_communication(work.session, query.request_id)

    @handles(RequestFirstLogin, prepare=before.draft_temporary_password, bulkhead=PASSWORDS)
    def request_first_login(self, command: RequestFirstLogin, work: Work, draft: Draft) -> Done:
        at_most = self.resources.requests_per_source
        stores = SqlAccounts(work), SqlIssuedSecrets(work), SqlAttempts(work)
        return request_first_login(command, draft, at_most, work.now, *stores)

    @handles(RequestPasswordReset, prepare=before.draft_link)
    def request_password_reset(self, command: RequestPasswordReset, work: Work, draft: Draft) -> Done:
        at_most = self.resources.requests_per_source
        stores = SqlAccounts(work), SqlIssuedSecrets(work), SqlAttempts(work)
        return request_password_reset(command, draft, at_most, work.now, *stores)

    @handles(ResetPassword, prepare=before.hash_new_password, bulkhead=PASSWORDS)
    def reset_password(self, command: ResetPassword, work: Work, new_hash: str) -> Done:
        stores = SqlAccounts(work), SqlIssuedSecrets(work), SqlSessions(work), SqlAttempts(work)
        return reset_password(command, new_hash, work.now, *stores, self.resources.seal)

    @handles(ChangePassword, prepare=before.prove_current_password, bulkhead=PASSWORDS)
    def change_password(self, command: ChangePassword, work: Work, proof: Proof) -> Done:
        stores = SqlAccounts(work), SqlIssuedSecrets(work), SqlSessions(work), SqlAttempts(work)
        return change_password(command, proof, work.actor, work.now, *stores)

    @handles(LogIn, prepare=before.prove_login, bulkhead=PASSWORDS)
    def log_in(self, command: LogIn, work: Work, proof: Proof) -> SessionView:
        return self._log_in(command, work, proof)

    @handles(LogInStaff, prepare=before.prove_login, bulkhead=PASSWORDS)
    def log_in_staff(self, command: LogInStaff, work: Work, proof: Proof) -> SessionView:
        return self._log_in(command, work, proof)

    def _log_in(self, command: LogIn | LogInStaff, work: Work, proof: Proof) -> SessionView:
        login = Login(proof, self.resources.fresh_tokens(), work.idempotency_key, work.now)
        stores = SqlAccounts(work), SqlIssuedSecrets(work), SqlSessions(work), SqlAttempts(work)
        return log_in(command, login, *stores, self.resources.seal)

    @handles(RefreshSession)
    def refresh_session(self, command: RefreshSession, work: Work) -> SessionView:
        return refresh_session(command, work.now, SqlSessions(work), self.resources.seal)

    @handles(IdentifySession)
    def identify_session(self, command: IdentifySession, work: Work) -> AssertionView:
        return identify_session(command, work.now, SqlSessions(work), SqlAccounts(work), self.resources.signer)

    @handles(LogOut)
    def log_out(self, _command: LogOut, work: Work) -> Done:
        return log_out(work.actor, work.now, SqlSessions(work))

    @handles(ListSessions)
    def list_sessions(self, query: ListSessions, work: Work) -> Page[OpenSessionView]:
        return sessions.open_sessions(work.session, query, work.actor, work.now)

    @handles(RevokeSession)
    def revoke_session(self, command: RevokeSession, work: Work) -> Done:
        return revoke_session(command, work.actor, work.now, SqlSessions(work))

    @handles(EnrolTotp)
    def enrol_totp(self, _command: EnrolTotp, work: Work) -> TotpEnrolmentView:
        return enrol_totp(work.actor, SqlAccounts(work), SqlSessions(work), self.resources.seal)

    @handles(ConfirmTotp)
    def confirm_totp(self, command: ConfirmTotp, work: Work) -> Done:
        stores = SqlAccounts(work), SqlSessions(work), SqlAttempts(work)
        return confirm_totp(command, work.actor, work.now, *stores, self.resources.seal)

    @handles(CollectSecret)
    def collect_secret(self, command: CollectSecret, work: Work) -> SecretView:
        key = work.idempotency_key or ""
        return collect_secret(command, key, work.now, SqlAccounts(work), SqlIssuedSecrets(work), self.resources.seal)

    @handles(GetMe)
    def get_me(self, _query: GetMe, work: Work) -> MeView:
        return people.me(work.session, work.actor.id, work.language, work.now)

    @handles(UpdateMe)
    def update_me(self, command: UpdateMe, work: Work) -> MeView:
        account = update_me(command, work.actor, SqlAccounts(work))
        return people.me_in_hand(work.session, account, work.language, work.now)

    @handles(ChangeEmail, prepare=before.draft_link)
    def change_email(self, command: ChangeEmail, work: Work, draft: Draft) -> Done:
        return change_email(command, draft, work.actor, work.now, SqlAccounts(work), SqlIssuedSecrets(work))

    @handles(ConfirmEmail)
    def confirm_email(self, command: ConfirmEmail, work: Work) -> Done:
        return confirm_email(command, work.actor, work.now, SqlAccounts(work), SqlIssuedSecrets(work))

    @handles(GetHousehold)
    def get_household(self, _query: GetHousehold, work: Work) -> HouseholdView:
        return people.household(work.session, work.actor.id)

    @handles(PutHousehold)
    def put_household(self, command: PutHousehold, work: Work) -> HouseholdView:
        put_household(command, work.actor, work.now, SqlHouseholds(work))
        return people.household(work.session, work.actor.id)

    @handles(ListRights)
    def list_rights(self, query: ListRights, work: Work) -> Page[RightsView]:
        return rights.rights_of_member(work.session, query, work.actor.id, work.language)

    @handles(OpenRights, prepare=before.owner_of_tax_notice)
    def open_rights(self, command: OpenRights, work: Work, notice_owner: UUID | None) -> RightsView:
        open_rights(command, notice_owner, work.actor, work.now, SqlHouseholds(work), SqlRightsRegister(work))
        return rights.opened_rights(work.session, work.actor.id, command.year, work.language)

    @handles(CreateStaffAccount, prepare=before.draft_temporary_password, bulkhead=PASSWORDS)
    def create_staff_account(self, command: CreateStaffAccount, work: Work, draft: Draft) -> StaffAccountView:
        stores = SqlAccounts(work), SqlEstablishments(work), SqlIssuedSecrets(work)
        return people.staff_account_in_hand(create_staff_account(command, uuid4(), draft, work.now, *stores))

    @handles(ListStaffAccounts)
    def list_staff_accounts(self, query: ListStaffAccounts, work: Work) -> Page[StaffAccountView]:
        return people.staff_accounts(work.session, query)

    @handles(GetContact)
    def get_contact(self, query: GetContact, work: Work) -> ContactView:
        return people.contact(work.session, query.account_id, work.now)

    @handles(GetApplicant)
    def get_applicant(self, query: GetApplicant, work: Work) -> ApplicantView:
        return people.applicant(work.session, query.member_id)

    @consumes(EmailBounced)
    def on_email_bounced(self, event: EmailBounced, work: Work) -> None:
        on_email_bounced(event, SqlAccounts(work))

    @consumes(EmailAcceptedAgain)
    def on_email_accepted_again(self, event: EmailAcceptedAgain, work: Work) -> None:
        on_email_accepted_again(event, SqlAccounts(work))

    @every(seconds=600)
    def forget_what_is_over(self, work: Work) -> None:
        forget_what_is_over(work.now, SqlExpired(work))

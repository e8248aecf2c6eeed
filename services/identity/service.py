"""identity: establishments, numbers, accounts, sessions, the household. Wiring only."""

import logging
from uuid import uuid4

from services.contracts import applications, documents, identity, offers
from services.contracts.acts import ActTold
from services.contracts.base import Created, Done, Page
from services.contracts.identity import (
    ApplicantView,
    AssertionView,
    AssignNumber,
    ChangeEmail,
    CollectSecret,
    CommunicateNumber,
    ConfirmEmail,
    ContactView,
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
    ListSessions,
    LogIn,
    LogInStaff,
    LogOut,
    MeView,
    NumberCommunicationView,
    NumberRequestView,
    OpenSessionView,
    PortalsView,
    PutHousehold,
    RefreshSession,
    RegisterEstablishment,
    RejectNumberRequest,
    RequestNumber,
    RevokeSession,
    SecretView,
    SessionView,
    UpdateMe,
)
from services.contracts.notifications import EmailAcceptedAgain, EmailBounced
from services.identity import before
from services.identity.administration import Administration
from services.identity.domain.credentials import Proof
from services.identity.domain.issued_secrets import Draft
from services.identity.domain.reauthentication import OwnProof
from services.identity.handlers.assign_number import assign_number
from services.identity.handlers.change_email import change_email
from services.identity.handlers.collect_secret import collect_secret
from services.identity.handlers.communicate_number import communicate_number
from services.identity.handlers.confirm_email import confirm_email
from services.identity.handlers.forget_what_is_over import forget_what_is_over
from services.identity.handlers.identify_session import identify_session
from services.identity.handlers.index_establishments import index_establishments
from services.identity.handlers.log_in import Login, log_in
from services.identity.handlers.log_out import log_out
from services.identity.handlers.on_acted import on_acted
from services.identity.handlers.on_email_accepted_again import on_email_accepted_again
from services.identity.handlers.on_email_bounced import on_email_bounced
from services.identity.handlers.put_household import put_household
from services.identity.handlers.refresh_session import refresh_session
from services.identity.handlers.register_establishment import register_establishment
from services.identity.handlers.reject_number_request import reject_number_request
from services.identity.handlers.request_number import request_number
from services.identity.handlers.reseal_second_factors import reseal_second_factors
from services.identity.handlers.revoke_session import revoke_session
from services.identity.handlers.update_me import update_me
from services.identity.life_changes import LifeChanges
from services.identity.my_data import MyData
from services.identity.number_office import NumberOffice
from services.identity.opening import Opening
from services.identity.passwords import Passwords
from services.identity.queries import establishments, households, number_requests, people, portals, sessions
from services.identity.queries.wording import profession_names
from services.identity.recovery import Recovery
from services.identity.resources import PASSWORDS, resources
from services.identity.store import (
    SqlAccounts,
    SqlAttempts,
    SqlAudit,
    SqlEstablishments,
    SqlExpired,
    SqlHouseholds,
    SqlIssuedSecrets,
    SqlNumberRequests,
    SqlRightsRegister,
    SqlSessions,
)
from services.identity.survivors import Survivors
from services.identity.waiting import Waiting
from services.kit.database.pool import Database
from services.kit.events.consumers import consumes
from services.kit.process.timers import every
from services.kit.rpc.answering import handles
from services.kit.rpc.client import RpcClient
from services.kit.work import Work

logger = logging.getLogger(__name__)


class IdentityService(
    Administration, LifeChanges, MyData, NumberOffice, Opening, Passwords, Recovery, Survivors, Waiting
):
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
        limits, places, requests = self.resources.number_requests, SqlEstablishments(work), SqlNumberRequests(work)
        return request_number(command, uuid4(), work.now, limits, places, requests, profession_names())

    @handles(ListNumberRequests)
    def list_number_requests(self, query: ListNumberRequests, work: Work) -> Page[NumberRequestView]:
        return number_requests.number_requests(work.session, query, work.actor)

    @handles(AssignNumber)
    def assign_number(self, command: AssignNumber, work: Work) -> NumberRequestView:
        assign_number(command, uuid4(), work.actor, work.now, SqlNumberRequests(work), SqlAccounts(work))
        return number_requests.number_request(work.session, command.request_id, work.actor)

    @handles(CommunicateNumber)
    def communicate_number(self, command: CommunicateNumber, work: Work) -> NumberRequestView:
        communicate_number(command, work.actor, work.now, SqlNumberRequests(work), SqlAccounts(work))
        return number_requests.number_request(work.session, command.request_id, work.actor)

    @handles(RejectNumberRequest)
    def reject_number_request(self, command: RejectNumberRequest, work: Work) -> NumberRequestView:
        reject_number_request(command, work.actor, work.now, SqlNumberRequests(work), SqlAccounts(work))
        return number_requests.number_request(work.session, command.request_id, work.actor)

    @handles(GetNumberCommunication)
    def get_number_communication(self, query: GetNumberCommunication, work: Work) -> NumberCommunicationView:
        return number_requests.number_communication(work.session, query.request_id)

    @handles(LogIn, prepare=before.prove_login, bulkhead=PASSWORDS)
    def log_in(self, command: LogIn, work: Work, proof: Proof) -> SessionView:
        return self._log_in(command, work, proof)

    @handles(LogInStaff, prepare=before.prove_login, bulkhead=PASSWORDS)
    def log_in_staff(self, command: LogInStaff, work: Work, proof: Proof) -> SessionView:
        return self._log_in(command, work, proof)

    def _log_in(self, command: LogIn | LogInStaff, work: Work, proof: Proof) -> SessionView:
        login = Login(proof, self.resources.fresh_tokens(), work.idempotency_key, work.now)
        stores = SqlAccounts(work), SqlIssuedSecrets(work), SqlSessions(work), SqlAttempts(work)
        return log_in(command, login, *stores, self.resources.seal, work.record)

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

    @handles(ChangeEmail, prepare=before.prove_again_and_draft_link, bulkhead=PASSWORDS)
    def change_email(self, command: ChangeEmail, work: Work, prepared: tuple[OwnProof, Draft]) -> Done:
        stores = SqlAccounts(work), SqlIssuedSecrets(work), SqlAttempts(work)
        proof, draft = prepared
        return change_email(command, proof, draft, work.actor, work.now, *stores, self.resources.seal)

    @handles(ConfirmEmail)
    def confirm_email(self, command: ConfirmEmail, work: Work) -> Done:
        stores = SqlAccounts(work), SqlIssuedSecrets(work), SqlSessions(work)
        return confirm_email(command, work.actor, work.now, *stores)

    @handles(GetHousehold)
    def get_household(self, query: GetHousehold, work: Work) -> HouseholdView:
        return households.household(work.session, work.actor.id, query.on)

    @handles(PutHousehold)
    def put_household(self, command: PutHousehold, work: Work) -> HouseholdView:
        stores = SqlAccounts(work), SqlHouseholds(work), SqlRightsRegister(work)
        put_household(command, work.actor, work.now, *stores)
        return households.household(work.session, work.actor.id)

    @handles(GetContact)
    def get_contact(self, query: GetContact, work: Work) -> ContactView:
        return people.contact(work.session, query.account_id, work.now)

    @handles(GetApplicant)
    def get_applicant(self, query: GetApplicant, work: Work) -> ApplicantView:
        return people.applicant(work.session, query.member_id, query.on)

    @consumes(identity.Acted, applications.Acted, documents.Acted, offers.Acted)
    def on_acted(self, event: ActTold, work: Work) -> None:
        on_acted(event, work.event_id, work.trace_id, work.now, SqlAudit(work))

    @consumes(EmailBounced)
    def on_email_bounced(self, event: EmailBounced, work: Work) -> None:
        on_email_bounced(event, work.now, SqlNumberRequests(work), SqlAccounts(work))

    @consumes(EmailAcceptedAgain)
    def on_email_accepted_again(self, event: EmailAcceptedAgain, work: Work) -> None:
        on_email_accepted_again(event, SqlAccounts(work))

    @every(seconds=60)
    def reseal_second_factors(self, work: Work) -> None:
        if self.resources.seal.is_replacing:
            resealed = reseal_second_factors(SqlAccounts(work), self.resources.seal)
            logger.info("second factors: %d closed anew with the present key, %d cannot be opened", *resealed)

    @every(seconds=60)
    def index_establishments(self, work: Work) -> None:
        index_establishments(SqlEstablishments(work))

    @every(seconds=600)
    def forget_what_is_over(self, work: Work) -> None:
        forget_what_is_over(work.now, SqlExpired(work))

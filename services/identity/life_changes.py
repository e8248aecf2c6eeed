"""What changes in a member's life and so in their file: a part of `service.py`'s wiring."""

from uuid import uuid4

from services.contracts.base import Done, Page
from services.contracts.documents import DocumentFactsView
from services.contracts.identity.corrections import (
    AcceptCorrection,
    AskedCorrectionView,
    CorrectionView,
    GetAskedCorrection,
    ListAskedCorrections,
    ListCorrections,
    RefuseCorrection,
    RequestCorrection,
)
from services.contracts.identity.departures import (
    DeclareDeparture,
    DepartureView,
    ListDepartures,
    WithdrawDeparture,
)
from services.contracts.identity.establishment_changes import (
    ChangeEstablishment,
    EstablishmentChangePreviewView,
    EstablishmentChangeView,
    ListEstablishmentChanges,
    PreviewEstablishmentChange,
)
from services.contracts.identity.reach import GetMemberReach, MemberReachView
from services.contracts.identity.refusals import UnknownPerson
from services.contracts.identity.second_email import ChangeSecondEmail, RemoveSecondEmail
from services.identity import before
from services.identity.domain.banners import banners_of
from services.identity.domain.issued_secrets import Draft
from services.identity.domain.reauthentication import OwnProof
from services.identity.handlers.accept_correction import accept_correction
from services.identity.handlers.change_establishment import change_establishment
from services.identity.handlers.change_second_email import change_second_email
from services.identity.handlers.declare_departure import declare_departure
from services.identity.handlers.make_due_establishment_changes import make_due_establishment_changes
from services.identity.handlers.refuse_correction import refuse_correction
from services.identity.handlers.remove_second_email import remove_second_email
from services.identity.handlers.request_correction import request_correction
from services.identity.handlers.withdraw_departure import withdraw_departure
from services.identity.queries import corrections, departures, establishment_changes
from services.identity.queries.wording import profession_names
from services.identity.resources import PASSWORDS, Resources
from services.identity.store import (
    SqlAccounts,
    SqlAttempts,
    SqlCorrections,
    SqlDepartures,
    SqlEstablishmentChanges,
    SqlEstablishments,
    SqlIssuedSecrets,
    SqlSessions,
)
from services.kit.process.timers import every
from services.kit.rpc.answering import handles
from services.kit.work import Work


class LifeChanges:
    resources: Resources

    @handles(RequestCorrection, prepare=before.proof_of_request)
    def request_correction(
        self, command: RequestCorrection, work: Work, proof: DocumentFactsView | None
    ) -> CorrectionView:
        stores = SqlAccounts(work), SqlCorrections(work), SqlEstablishments(work)
        asked = request_correction(command, uuid4(), proof, work.actor, work.now, *stores, profession_names())
        return corrections.correction_in_hand(asked)

    @handles(ListCorrections)
    def list_corrections(self, query: ListCorrections, work: Work) -> Page[CorrectionView]:
        return corrections.corrections_of_member(work.session, query, work.actor.id)

    @handles(ListAskedCorrections)
    def list_asked_corrections(self, query: ListAskedCorrections, work: Work) -> Page[AskedCorrectionView]:
        return corrections.asked_corrections(work.session, query, work.actor)

    @handles(GetAskedCorrection)
    def get_asked_correction(self, query: GetAskedCorrection, work: Work) -> AskedCorrectionView:
        return corrections.asked_correction(work.session, query.correction_id, work.actor)

    @handles(AcceptCorrection, prepare=before.proof_of_correction)
    def accept_correction(
        self, command: AcceptCorrection, work: Work, proof: DocumentFactsView | None
    ) -> AskedCorrectionView:
        stores = SqlAccounts(work), SqlCorrections(work), SqlSessions(work)
        accept_correction(command, proof, work.actor, work.now, *stores)
        return corrections.asked_correction(work.session, command.correction_id, work.actor)

    @handles(PreviewEstablishmentChange)
    def preview_establishment_change(
        self, query: PreviewEstablishmentChange, work: Work
    ) -> EstablishmentChangePreviewView:
        return establishment_changes.preview(work.session, query, work.actor.id, work.language, work.now)

    @handles(ChangeEstablishment)
    def change_establishment(self, command: ChangeEstablishment, work: Work) -> EstablishmentChangeView:
        stores = SqlAccounts(work), SqlEstablishments(work), SqlEstablishmentChanges(work), SqlDepartures(work)
        told = change_establishment(command, uuid4(), work.actor, work.now, *stores)
        return establishment_changes.change_in_hand(work.session, told)

    @handles(ListEstablishmentChanges)
    def list_establishment_changes(self, query: ListEstablishmentChanges, work: Work) -> Page[EstablishmentChangeView]:
        return establishment_changes.establishment_changes(work.session, query, work.actor.id)

    @every(seconds=60)
    def make_due_establishment_changes(self, work: Work) -> None:
        make_due_establishment_changes(work.now, SqlAccounts(work), SqlEstablishmentChanges(work))

    @handles(DeclareDeparture)
    def declare_departure(self, command: DeclareDeparture, work: Work) -> DepartureView:
        declared = declare_departure(command, uuid4(), work.actor, work.now, *self._departures(work))
        return departures.departure(work.session, declared.id)

    @handles(ListDepartures)
    def list_departures(self, query: ListDepartures, work: Work) -> Page[DepartureView]:
        return departures.departures(work.session, query, work.actor)

    def _departures(self, work: Work) -> tuple[SqlAccounts, SqlDepartures, SqlEstablishments]:
        return SqlAccounts(work), SqlDepartures(work), SqlEstablishments(work)

    @handles(WithdrawDeparture)
    def withdraw_departure(self, command: WithdrawDeparture, work: Work) -> DepartureView:
        withdraw_departure(command, work.actor, work.now, *self._departures(work))
        return departures.departure(work.session, command.departure_id)

    @handles(ChangeSecondEmail, prepare=before.prove_again_and_draft_link, bulkhead=PASSWORDS)
    def change_second_email(self, command: ChangeSecondEmail, work: Work, prepared: tuple[OwnProof, Draft]) -> Done:
        stores = SqlAccounts(work), SqlIssuedSecrets(work), SqlAttempts(work)
        proof, draft = prepared
        return change_second_email(command, proof, draft, work.actor, work.now, *stores, self.resources.seal)

    @handles(RemoveSecondEmail)
    def remove_second_email(self, _command: RemoveSecondEmail, work: Work) -> Done:
        return remove_second_email(work.actor, SqlAccounts(work))

    @handles(GetMemberReach)
    def get_member_reach(self, query: GetMemberReach, work: Work) -> MemberReachView:
        account = SqlAccounts(work, for_update=False).by_number(query.cgos_number)
        if account is None:
            raise UnknownPerson("There is no such member.")
        return MemberReachView(
            banners=banners_of(account), has_second_email=account.second_email is not None, language=account.language
        )

    @handles(RefuseCorrection)
    def refuse_correction(self, command: RefuseCorrection, work: Work) -> AskedCorrectionView:
        refuse_correction(command, work.actor, work.now, SqlCorrections(work))
        return corrections.asked_correction(work.session, command.correction_id, work.actor)

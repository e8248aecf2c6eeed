"""What administrators do to accounts, and where it is looked up: a part of `service.py`'s wiring."""

from uuid import uuid4

from services.contracts.base import Page
from services.contracts.identity import (
    AuditEntryView,
    CloseStaffAccount,
    CreateStaffAccount,
    DisableMember,
    EnableMember,
    EndMemberSessions,
    EndStaffSessions,
    GetMember,
    GetStaffAccount,
    ListAudit,
    ListMembers,
    ListStaffAccounts,
    MemberAccountView,
    ReopenStaffAccount,
    ResetMemberSecondFactor,
    ResetStaffSecondFactor,
    StaffAccountView,
    UpdateStaffAccount,
)
from services.contracts.identity.officers import ListOfficers, OfficerView
from services.contracts.identity.staff import ListRegions, RegionsView
from services.identity import before
from services.identity.domain.issued_secrets import Draft
from services.identity.handlers.close_staff_account import close_staff_account
from services.identity.handlers.create_staff_account import create_staff_account
from services.identity.handlers.disable_member import disable_member
from services.identity.handlers.enable_member import enable_member
from services.identity.handlers.end_member_sessions import end_member_sessions
from services.identity.handlers.end_staff_sessions import end_staff_sessions
from services.identity.handlers.reopen_staff_account import reopen_staff_account
from services.identity.handlers.reset_member_second_factor import reset_member_second_factor
from services.identity.handlers.reset_staff_second_factor import reset_staff_second_factor
from services.identity.handlers.update_staff_account import update_staff_account
from services.identity.queries import accounts, audit, establishments
from services.identity.resources import PASSWORDS
from services.identity.store import SqlAccounts, SqlEstablishments, SqlIssuedSecrets, SqlSessions
from services.kit.rpc.answering import handles
from services.kit.work import Work


class Administration:
    @handles(ListAudit, prepare=before.reading_of_audit)
    def list_audit(self, query: ListAudit, work: Work, _told: None) -> Page[AuditEntryView]:
        return audit.audit_entries(work.session, query)

    @handles(ListStaffAccounts)
    def list_staff_accounts(self, query: ListStaffAccounts, work: Work) -> Page[StaffAccountView]:
        return accounts.staff_accounts(work.session, query)

    @handles(ListOfficers)
    def list_officers(self, query: ListOfficers, work: Work) -> Page[OfficerView]:
        return accounts.officers(work.session, query)

    @handles(ListRegions)
    def list_regions(self, _query: ListRegions, work: Work) -> RegionsView:
        return establishments.regions(work.session)

    @handles(GetStaffAccount)
    def get_staff_account(self, query: GetStaffAccount, work: Work) -> StaffAccountView:
        return accounts.staff_account(work.session, query.account_id)

    @handles(CreateStaffAccount, prepare=before.draft_temporary_password, bulkhead=PASSWORDS)
    def create_staff_account(self, command: CreateStaffAccount, work: Work, draft: Draft) -> StaffAccountView:
        stores = SqlAccounts(work), SqlEstablishments(work), SqlIssuedSecrets(work)
        return accounts.staff_account_in_hand(
            work.session, create_staff_account(command, uuid4(), draft, work.now, *stores)
        )

    @handles(UpdateStaffAccount)
    def update_staff_account(self, command: UpdateStaffAccount, work: Work) -> StaffAccountView:
        stores = SqlAccounts(work), SqlEstablishments(work), SqlSessions(work)
        return accounts.staff_account_in_hand(work.session, update_staff_account(command, work.actor, *stores))

    @handles(CloseStaffAccount)
    def close_staff_account(self, command: CloseStaffAccount, work: Work) -> StaffAccountView:
        stores = SqlAccounts(work), SqlIssuedSecrets(work), SqlSessions(work)
        return accounts.staff_account_in_hand(work.session, close_staff_account(command, work.actor, work.now, *stores))

    @handles(ReopenStaffAccount)
    def reopen_staff_account(self, command: ReopenStaffAccount, work: Work) -> StaffAccountView:
        return accounts.staff_account_in_hand(work.session, reopen_staff_account(command, SqlAccounts(work)))

    @handles(ResetStaffSecondFactor)
    def reset_staff_second_factor(self, command: ResetStaffSecondFactor, work: Work) -> StaffAccountView:
        stores = SqlAccounts(work), SqlIssuedSecrets(work), SqlSessions(work)
        return accounts.staff_account_in_hand(work.session, reset_staff_second_factor(command, work.actor, *stores))

    @handles(EndStaffSessions)
    def end_staff_sessions(self, command: EndStaffSessions, work: Work) -> StaffAccountView:
        return accounts.staff_account_in_hand(
            work.session, end_staff_sessions(command, work.actor, SqlAccounts(work), SqlSessions(work))
        )

    @handles(ListMembers)
    def list_members(self, query: ListMembers, work: Work) -> Page[MemberAccountView]:
        return accounts.members(work.session, query)

    @handles(GetMember)
    def get_member(self, query: GetMember, work: Work) -> MemberAccountView:
        return accounts.member(work.session, query.member_id)

    @handles(DisableMember)
    def disable_member(self, command: DisableMember, work: Work) -> MemberAccountView:
        stores = SqlAccounts(work), SqlIssuedSecrets(work), SqlSessions(work)
        return accounts.member_in_hand(disable_member(command, work.now, *stores))

    @handles(EnableMember)
    def enable_member(self, command: EnableMember, work: Work) -> MemberAccountView:
        return accounts.member_in_hand(enable_member(command, SqlAccounts(work)))

    @handles(ResetMemberSecondFactor, prepare=before.draft_links)
    def reset_member_second_factor(
        self, command: ResetMemberSecondFactor, work: Work, drafts: list[Draft]
    ) -> MemberAccountView:
        stores = SqlAccounts(work), SqlIssuedSecrets(work)
        return accounts.member_in_hand(reset_member_second_factor(command, drafts, work.now, *stores))

    @handles(EndMemberSessions)
    def end_member_sessions(self, command: EndMemberSessions, work: Work) -> MemberAccountView:
        return accounts.member_in_hand(end_member_sessions(command, SqlAccounts(work), SqlSessions(work)))

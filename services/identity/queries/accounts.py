"""Accounts as an administrator sees them: whether they open, and what for."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.actor import Role
from services.contracts.base import Page
from services.contracts.identity import ListMembers, ListStaffAccounts, MemberAccountView, Scope, StaffAccountView
from services.contracts.identity.officers import ListOfficers, OfficerView
from services.contracts.identity.refusals import UnknownPerson
from services.identity.domain.accounts import Account
from services.identity.domain.staff import scope_of
from services.identity.queries.establishments import establishments_of
from services.identity.tables import ACCOUNTS
from services.kit.database.paging import page_of

_STAFF = sa.select(ACCOUNTS).where(ACCOUNTS.c.portal == "staff")
_MEMBERS = sa.select(ACCOUNTS).where(ACCOUNTS.c.portal != "staff", ACCOUNTS.c.communicated_at.is_not(None))


def staff_accounts(session: Session, query: ListStaffAccounts) -> Page[StaffAccountView]:
    order = [ACCOUNTS.c.family_name, ACCOUNTS.c.given_name, ACCOUNTS.c.id]
    page = page_of(session, _STAFF, order, query, _staff_row)
    return Page(items=_with_names(session, page.items), next_cursor=page.next_cursor)


def officers(session: Session, query: ListOfficers) -> Page[OfficerView]:
    statement = _STAFF.where(ACCOUNTS.c.roles.any(Role.OFFICER.value), ACCOUNTS.c.closed_at.is_(None))
    if query.officer_id is not None:
        statement = statement.where(ACCOUNTS.c.id == query.officer_id)
    order = [ACCOUNTS.c.family_name, ACCOUNTS.c.given_name, ACCOUNTS.c.id]
    return page_of(session, statement, order, query, lambda row: OfficerView.of(row, regions=row.regions or []))


def staff_account(session: Session, account_id: UUID) -> StaffAccountView:
    row = session.execute(_STAFF.where(ACCOUNTS.c.id == account_id)).first()
    if row is None:
        raise UnknownPerson("There is nobody of the staff with this id.")
    return _with_names(session, [_staff_row(row)])[0]


def staff_account_in_hand(session: Session, account: Account) -> StaffAccountView:
    """What `staff_account` would answer once it is saved."""
    scope = Scope(establishments=account.establishments, regions=account.regions)
    seen = _staff(account, scope, totp_enrolled=account.second_factor.enrolled)
    return _with_names(session, [seen])[0]


def members(session: Session, query: ListMembers) -> Page[MemberAccountView]:
    statement = _MEMBERS.where(ACCOUNTS.c.cgos_number == "".join(query.cgos_number.split()))
    return page_of(session, statement, [ACCOUNTS.c.id], query, _member_row)


def member(session: Session, member_id: UUID) -> MemberAccountView:
    row = session.execute(_MEMBERS.where(ACCOUNTS.c.id == member_id)).first()
    if row is None:
        raise UnknownPerson("There is no such member.")
    return _member_row(row)


def member_in_hand(account: Account) -> MemberAccountView:
    factor = account.second_factor
    return _member(account, totp_enrolled=factor.enrolled, reset_at=factor.reset_due_at)


def _staff_row(row: sa.Row[Any]) -> StaffAccountView:
    scope = Scope(establishments=scope_of(row.establishments, row.establishment_id), regions=row.regions or [])
    return _staff(row, scope, totp_enrolled=row.totp_sealed is not None)


def _staff(person: sa.Row[Any] | Account, scope: Scope, *, totp_enrolled: bool) -> StaffAccountView:
    state = _state(person)
    return StaffAccountView.of(
        person,
        totp_enrolled=totp_enrolled,
        active=state == "active",
        scope=scope,
        establishments=[],
        state=state,
    )


def _with_names(session: Session, accounts: list[StaffAccountView]) -> list[StaffAccountView]:
    places = establishments_of(session, {each for account in accounts for each in account.scope.establishments})
    return [
        account.model_copy(update={"establishments": [places[each] for each in account.scope.establishments]})
        for account in accounts
    ]


def _member_row(row: sa.Row[Any]) -> MemberAccountView:
    return _member(row, totp_enrolled=row.totp_sealed is not None, reset_at=row.factor_reset_due_at)


def _member(person: sa.Row[Any] | Account, *, totp_enrolled: bool, reset_at: datetime | None) -> MemberAccountView:
    state = _state(person)
    return MemberAccountView.of(
        person,
        totp_enrolled=totp_enrolled,
        state="disabled" if state == "closed" else state,
        disabled_at=person.closed_at,
        reason=person.closed_reason,
        second_factor_reset_at=reset_at,
    )


def _state(person: sa.Row[Any] | Account) -> Literal["invited", "active", "closed"]:
    if person.closed_at is not None:
        return "closed"
    return "invited" if person.activated_at is None else "active"

"""Accounts as their owner, the staff and other services see them."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.base import Language, Page
from services.contracts.calendar import day_in_paris
from services.contracts.identity import (
    ApplicantView,
    ContactView,
    HouseholdView,
    ListStaffAccounts,
    MeView,
    StaffAccountView,
    UnknownPerson,
)
from services.identity.domain.accounts import OLD_ADDRESS_TOLD_FOR, Account
from services.identity.domain.household import Household
from services.identity.queries.establishments import establishment
from services.identity.queries.rights import quotients, rights_of_year
from services.identity.tables import ACCOUNTS, HOUSEHOLDS
from services.kit.database.paging import page_of


def me(session: Session, account_id: UUID, language: Language, now: datetime) -> MeView:
    row = _account(session, account_id)
    return _me(session, row, language, now, totp_enrolled=row.totp_sealed is not None)


def me_in_hand(session: Session, account: Account, language: Language, now: datetime) -> MeView:
    """What `me` would answer once it is saved, without reading again what the transaction holds."""
    return _me(session, account, language, now, totp_enrolled=account.second_factor.enrolled)


def _me(
    session: Session, person: sa.Row[Any] | Account, language: Language, now: datetime, *, totp_enrolled: bool
) -> MeView:
    year = day_in_paris(now).year
    return MeView.of(
        person,
        establishment=establishment(session, person.establishment_id) if person.establishment_id else None,
        totp_enrolled=totp_enrolled,
        rights=rights_of_year(session, person.id, year, language) if person.cgos_number else None,
    )


def household(session: Session, member_id: UUID) -> HouseholdView:
    row = session.execute(sa.select(HOUSEHOLDS).where(HOUSEHOLDS.c.member_id == member_id)).first()
    if row is not None:
        return HouseholdView.model_validate(dict(row._mapping))
    empty = Household(member_id)
    return HouseholdView(family_situation=None, partner=None, children=[], parts=empty.parts, version=empty.version)


def contact(session: Session, account_id: UUID, now: datetime) -> ContactView:
    row = _account(session, account_id)
    recently = row.email_changed_at is not None and now - row.email_changed_at < OLD_ADDRESS_TOLD_FOR
    return ContactView.model_validate({**row._mapping, "previous_email": row.previous_email if recently else None})


def applicant(session: Session, member_id: UUID) -> ApplicantView:
    row = _account(session, member_id)
    if row.cgos_number is None:
        raise UnknownPerson("There is no such member.")
    return ApplicantView.of(
        row,
        member_id=row.id,
        establishment_name=establishment(session, row.establishment_id).name,
        children=household(session, member_id).children,
        quotients=quotients(session, member_id),
    )


def staff_account_in_hand(account: Account) -> StaffAccountView:
    active = account.activated_at is not None and not account.is_closed
    return StaffAccountView.of(account, totp_enrolled=account.second_factor.enrolled, active=active)


def staff_accounts(session: Session, query: ListStaffAccounts) -> Page[StaffAccountView]:
    statement = sa.select(ACCOUNTS).where(ACCOUNTS.c.portal == "staff")
    order = [ACCOUNTS.c.family_name, ACCOUNTS.c.given_name, ACCOUNTS.c.id]
    return page_of(session, statement, order, query, _staff_view)


def _account(session: Session, account_id: UUID) -> sa.Row[Any]:
    row = session.execute(sa.select(ACCOUNTS).where(ACCOUNTS.c.id == account_id)).first()
    if row is None:
        raise UnknownPerson("There is no such person.")
    return row


def _staff_view(row: sa.Row[Any]) -> StaffAccountView:
    return StaffAccountView.of(
        row,
        totp_enrolled=row.totp_sealed is not None,
        active=row.activated_at is not None and row.closed_at is None,
    )

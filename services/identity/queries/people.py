"""Accounts as their owner, the staff and other services see them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.actor import Role
from services.contracts.base import Language
from services.contracts.calendar import day_in_paris
from services.contracts.identity import ApplicantView, ContactView, MeView
from services.contracts.identity.refusals import UnknownPerson
from services.contracts.identity.survivors import DeceasedView
from services.identity.domain.accounts import OLD_ADDRESS_TOLD_FOR, Account
from services.identity.queries.establishments import establishment
from services.identity.queries.households import household
from services.identity.queries.rights import known_openings, quotients, rights_of_year
from services.identity.queries.survivors import deceased_of
from services.identity.tables import ACCOUNTS


def me(session: Session, account_id: UUID, language: Language, now: datetime) -> MeView:
    row = _account(session, account_id)
    codes = len(row.recovery_code_hashes or ())
    return _me(session, row, language, now, totp_enrolled=row.totp_sealed is not None, codes=codes)


def me_in_hand(session: Session, account: Account, language: Language, now: datetime) -> MeView:
    """What `me` would answer once it is saved, without reading again what the transaction holds."""
    factor = account.second_factor
    return _me(session, account, language, now, totp_enrolled=factor.enrolled, codes=len(factor.recovery))


def _me(
    session: Session,
    person: sa.Row[Any] | Account,
    language: Language,
    now: datetime,
    *,
    totp_enrolled: bool,
    codes: int,
) -> MeView:
    year = day_in_paris(now).year
    return MeView.of(
        person,
        establishment=establishment(session, person.establishment_id) if person.establishment_id else None,
        totp_enrolled=totp_enrolled,
        recovery_codes_left=codes,
        rights=rights_of_year(session, person.id, year, language) if Role.MEMBER in person.roles else None,
        survivor_of=deceased_of(session, person.survives) if person.survives else None,
    )


def contact(session: Session, account_id: UUID, now: datetime) -> ContactView:
    row = _account(session, account_id)
    recently = row.email_changed_at is not None and now - row.email_changed_at < OLD_ADDRESS_TOLD_FOR
    told = {**row._mapping, "previous_email": row.previous_email if recently else None}
    if row.email_state == "bounced" and row.second_email is not None:
        told |= {"email": row.second_email, "email_state": "verified"}
    return ContactView.model_validate(told)


def applicant(session: Session, member_id: UUID, on: date | None = None) -> ApplicantView:
    row = _account(session, member_id)
    if row.cgos_number is None:
        raise UnknownPerson("There is no such member.")
    if row.survives is not None:
        return _survivor(session, row)
    place = establishment(session, row.establishment_id)
    lived_together = household(session, member_id, on)
    return ApplicantView.of(
        row,
        member_id=row.id,
        establishment_name=place.name,
        region=place.region,
        children=lived_together.children,
        family_situation=lived_together.family_situation,
        quotients=quotients(session, member_id),
        openings=known_openings(session, member_id),
        survivor_of=None,
    )


def _survivor(session: Session, row: sa.Row[Any]) -> ApplicantView:
    """Of the deceased's file no more than what says whom the aid is about: no household, no quotient."""
    died = session.execute(sa.select(ACCOUNTS).where(ACCOUNTS.c.id == row.survives)).one()
    place = establishment(session, row.establishment_id)
    return ApplicantView.of(
        row,
        member_id=row.id,
        birth_date=died.birth_date,
        profession=died.profession,
        establishment_name=place.name,
        region=place.region,
        children=[],
        family_situation=None,
        quotients={},
        openings={},
        survivor_of=DeceasedView.of(died),
    )


def _account(session: Session, account_id: UUID) -> sa.Row[Any]:
    """Whoever was erased has no address, and is nobody."""
    row = session.execute(sa.select(ACCOUNTS).where(ACCOUNTS.c.id == account_id, ACCOUNTS.c.email != "")).first()
    if row is None:
        raise UnknownPerson("There is no such person.")
    return row

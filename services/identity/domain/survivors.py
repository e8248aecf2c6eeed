"""A survivor's access: an account with a number of its own, which may ask for one aid and ends by itself."""

from datetime import datetime, timedelta
from uuid import UUID

from services.contracts.actor import Role
from services.contracts.identity.survivors import GiveSurvivorAccess, UnknownDeceased, UnknownSurvivor
from services.identity.domain.accounts import Account

LASTS = timedelta(days=365)
"""The aid is claimed within months; its decision, and an appeal, come in this time."""


def require_deceased(found: Account | None) -> Account:
    """A member's own account: nobody survives a survivor's access, nor a number that nobody was told."""
    if found is None or Role.MEMBER not in found.roles or found.communicated_at is None:
        raise UnknownDeceased.at("/deceased_number", "No member has this number.")
    return found


def require_survivor(found: Account) -> UUID:
    """The id of the member who died."""
    if Role.SURVIVOR not in found.roles or found.survives is None:
        raise UnknownSurvivor("There is no such access.")
    return found.survives


def survivor_of(deceased: Account, asked: GiveSurvivorAccess, new_id: UUID, number: str, now: datetime) -> Account:
    """Of the deceased's portal and establishment, so that the same officers see to it; nothing else is taken over."""
    return Account(
        new_id,
        deceased.portal,
        asked.email,
        asked.family_name,
        asked.given_name,
        deceased.language,
        now,
        roles=[Role.SURVIVOR],
        establishment_id=deceased.establishment_id,
        cgos_number=number,
        communicated_at=now,
        survives=deceased.id,
        relation=asked.relation,
        access_ends_at=now + LASTS,
    )

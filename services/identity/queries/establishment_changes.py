"""Changes of establishment: their history, and what one would change."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.actor import Role
from services.contracts.base import Language, Page
from services.contracts.calendar import day_in_paris
from services.contracts.identity import EstablishmentView
from services.contracts.identity.establishment_changes import (
    EffectView,
    EstablishmentChangePreviewView,
    EstablishmentChangeView,
    ListEstablishmentChanges,
    PreviewEstablishmentChange,
)
from services.contracts.identity.refusals import UnknownEstablishment
from services.identity.domain.establishment_changes import Days, EstablishmentChange, require_elsewhere
from services.identity.file_tables import ESTABLISHMENT_CHANGES
from services.identity.queries.establishments import establishments_of
from services.identity.queries.wording import texts
from services.identity.tables import ACCOUNTS
from services.kit.database.paging import page_of

_c = ESTABLISHMENT_CHANGES.c


def establishment_changes(
    session: Session, query: ListEstablishmentChanges, member_id: UUID
) -> Page[EstablishmentChangeView]:
    statement = sa.select(ESTABLISHMENT_CHANGES).where(_c.member_id == member_id)
    ids = (
        sa.select(_c.former_establishment_id)
        .where(_c.member_id == member_id)
        .union(sa.select(_c.establishment_id).where(_c.member_id == member_id))
    )
    places = establishments_of(session, set(session.scalars(ids)))
    order = [_c.number]
    return page_of(session, statement, order, query, lambda row: _view(row, places), newest_first=True)


def change_in_hand(session: Session, change: EstablishmentChange) -> EstablishmentChangeView:
    """What is found once it is saved."""
    return _view(change, establishments_of(session, {change.former_establishment_id, change.establishment_id}))


def preview(
    session: Session, query: PreviewEstablishmentChange, member_id: UUID, language: Language, now: datetime
) -> EstablishmentChangePreviewView:
    account = session.execute(
        sa.select(ACCOUNTS.c.establishment_id, ACCOUNTS.c.version, ACCOUNTS.c.departed_on).where(
            ACCOUNTS.c.id == member_id
        )
    ).one()
    require_elsewhere(query.to, account.establishment_id, "/to")
    today = day_in_paris(now)
    last = session.scalar(sa.select(sa.func.max(_c.from_date)).where(_c.member_id == member_id, _c.state == "made"))
    days = Days.open_on(today, last)
    from_date = query.from_date or today
    days.require(from_date)
    places = establishments_of(session, {query.to, account.establishment_id})
    if query.to not in places:
        raise UnknownEstablishment.at("/to", "This establishment is not known.")
    return EstablishmentChangePreviewView(
        present=places[account.establishment_id],
        to=places[query.to],
        from_date=from_date,
        planned=from_date > today,
        earliest=days.first,
        latest=days.last,
        effects=_effects(session, places[query.to], departed=account.departed_on is not None, language=language),
        version=account.version,
    )


def _effects(session: Session, to: EstablishmentView, *, departed: bool, language: Language) -> list[EffectView]:
    spoken = texts(language)
    who = "correspondent" if _has_correspondent(session, to.id) else "no_correspondent"
    told = [
        EffectView(concerns="correspondent", changes=True, text=spoken.t(f"establishment.{who}", name=to.name)),
        EffectView(concerns="rights", changes=False, text=spoken.t("establishment.rights")),
        EffectView(concerns="applications", changes=False, text=spoken.t("establishment.applications")),
        EffectView(concerns="drafts", changes=True, text=spoken.t("establishment.drafts", name=to.name)),
        EffectView(concerns="bookings", changes=False, text=spoken.t("establishment.bookings")),
    ]
    return [*told, EffectView(concerns="file", changes=True, text=spoken.t("establishment.file"))] if departed else told


def _has_correspondent(session: Session, establishment_id: UUID) -> bool:
    a = ACCOUNTS.c
    theirs = (a.portal == "staff", a.roles.any(Role.ESTABLISHMENT.value), a.closed_at.is_(None))
    found = sa.exists().where(*theirs, a.activated_at.is_not(None), a.establishments.any(establishment_id))
    return bool(session.scalar(sa.select(found)))


def _view(change: sa.Row[Any] | EstablishmentChange, places: dict[UUID, EstablishmentView]) -> EstablishmentChangeView:
    former, establishment = places[change.former_establishment_id], places[change.establishment_id]
    return EstablishmentChangeView.of(change, former=former, establishment=establishment)

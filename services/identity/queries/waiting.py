"""How much waits for one of the staff, in one statement and counted no further than it is told."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.actor import Actor, Role
from services.contracts.applications.threads import WaitingMessagesView
from services.contracts.identity import AssignNumber
from services.contracts.identity.waiting import COUNTED_TO, StaffWaitingView
from services.identity.domain.waiting import messages_for
from services.identity.file_tables import CORRECTIONS, ERASURES, RIGHTS
from services.identity.store.correspondents import spoken_for
from services.identity.store.reach import within_reach
from services.identity.tables import ACCOUNTS, ESTABLISHMENTS, NUMBER_REQUESTS

_r = NUMBER_REQUESTS.c
_REQUESTS = (
    sa.select(sa.literal(1))
    .select_from(NUMBER_REQUESTS)
    .join(ESTABLISHMENTS, ESTABLISHMENTS.c.id == _r.establishment_id)
)


def staff_waiting(session: Session, actor: Actor, messages: WaitingMessagesView) -> StaffWaitingView:
    """`messages`: as applications counted them."""
    waiting = {"to_assign": _REQUESTS.where(_r.status == "requested", _assigned_by(actor))}
    if Role.OFFICER in actor.roles:
        waiting |= _of_officers(actor)
    counts = (_count(found).label(name) for name, found in waiting.items())
    counted = dict(session.execute(sa.select(*counts)).one()._mapping)
    return StaffWaitingView.model_validate(counted | {"messages": messages_for(actor, messages)})


def _assigned_by(actor: Actor) -> sa.ColumnElement[bool]:
    theirs: list[sa.ColumnElement[bool]] = []
    reach = actor.reach(AssignNumber.callers) if Role.ESTABLISHMENT in actor.roles else None
    if reach is not None:
        theirs += [_r.establishment_id.in_(reach.establishments), ESTABLISHMENTS.c.region.in_(reach.regions)]
    if Role.OFFICER in actor.roles:
        theirs.append(within_reach(actor) & _r.establishment_id.not_in(spoken_for()))
    return sa.or_(sa.false(), *theirs)


def _of_officers(actor: Actor) -> dict[str, sa.Select[Any]]:
    here = within_reach(actor)
    assigned = (_r.status == "assigned", _r.assigned_by.is_distinct_from(actor.id))
    due = (_r.status == "communicated", _r.delivery == "post", _r.posted_at.is_(None))
    return {
        "to_communicate": _REQUESTS.where(*assigned, here),
        "letters": _REQUESTS.where(*due, here),
        "rights": _of_members(RIGHTS).where(RIGHTS.c.state == "declared", here),
        "corrections": _of_members(CORRECTIONS).where(CORRECTIONS.c.state == "asked", here),
        "erasures": _of_members(ERASURES).where(ERASURES.c.state == "asked", here),
    }


def _of_members(table: sa.Table) -> sa.Select[Any]:
    return (
        sa.select(sa.literal(1))
        .select_from(table)
        .join(ACCOUNTS, ACCOUNTS.c.id == table.c.member_id)
        .join(ESTABLISHMENTS, ESTABLISHMENTS.c.id == ACCOUNTS.c.establishment_id)
    )


def _count(found: sa.Select[Any]) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.count()).select_from(found.limit(COUNTED_TO).subquery()).scalar_subquery()

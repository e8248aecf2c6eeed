"""Requests for a number, with the establishment and whether the person may have one already."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.actor import Actor
from services.contracts.base import Page
from services.contracts.identity import (
    EstablishmentView,
    ListNumberRequests,
    NumberCommunicationView,
    NumberRequestView,
)
from services.contracts.identity.numbers import AlikeMemberView
from services.contracts.identity.refusals import UnknownNumberRequest
from services.identity.domain.alike import alike
from services.identity.domain.numbers import RequestState, next_steps
from services.identity.store.correspondents import speaks_for
from services.identity.tables import ACCOUNTS, ESTABLISHMENTS, NUMBER_REQUESTS
from services.kit.database.paging import page_of

_OTHERS = NUMBER_REQUESTS.alias("others")
_POSSIBLE_DUPLICATE = sa.or_(
    sa.exists().where(
        ACCOUNTS.c.identity_key == NUMBER_REQUESTS.c.identity_key,
        ACCOUNTS.c.id.is_distinct_from(NUMBER_REQUESTS.c.member_id),
    ),
    sa.exists().where(
        _OTHERS.c.identity_key == NUMBER_REQUESTS.c.identity_key,
        _OTHERS.c.id != NUMBER_REQUESTS.c.id,
        _OTHERS.c.created_at <= NUMBER_REQUESTS.c.created_at,
        _OTHERS.c.status != "rejected",
    ),
).label("possible_duplicate")

_OPENED = sa.exists().where(
    ACCOUNTS.c.id == NUMBER_REQUESTS.c.member_id,
    sa.or_(ACCOUNTS.c.activated_at.is_not(None), ACCOUNTS.c.closed_at.is_not(None)),
)
_TO_DECIDE = {"requested", "assigned"}

_REQUESTS = sa.select(
    NUMBER_REQUESTS,
    _OPENED.label("opened"),
    speaks_for(NUMBER_REQUESTS.c.establishment_id).label("has_correspondent"),
    *(column.label(f"establishment_{column.name}") for column in ESTABLISHMENTS.c if column.name != "id"),
    _POSSIBLE_DUPLICATE,
).join(ESTABLISHMENTS, ESTABLISHMENTS.c.id == NUMBER_REQUESTS.c.establishment_id)


def number_requests(session: Session, query: ListNumberRequests, actor: Actor) -> Page[NumberRequestView]:
    statement = _REQUESTS
    reach = actor.reach(query.callers)
    if reach is not None:
        here, in_region = NUMBER_REQUESTS.c.establishment_id, ESTABLISHMENTS.c.region
        statement = statement.where(here.in_(reach.establishments) | in_region.in_(reach.regions))
    if query.status:
        statement = statement.where(NUMBER_REQUESTS.c.status == query.status)
    order = [NUMBER_REQUESTS.c.created_at, NUMBER_REQUESTS.c.id]
    page = page_of(session, statement, order, query, partial(_view, actor))
    return Page(items=_with_alike(session, page.items), next_cursor=page.next_cursor)


def number_request(session: Session, request_id: UUID, actor: Actor) -> NumberRequestView:
    row = session.execute(_REQUESTS.where(NUMBER_REQUESTS.c.id == request_id)).first()
    if row is None:
        raise UnknownNumberRequest("There is no such request.")
    return _with_alike(session, [_view(actor, row)])[0]


def number_communication(session: Session, request_id: UUID) -> NumberCommunicationView:
    bounced = sa.exists().where(
        ACCOUNTS.c.id == NUMBER_REQUESTS.c.member_id,
        ACCOUNTS.c.email == NUMBER_REQUESTS.c.email,
        ACCOUNTS.c.email_state == "bounced",
    )
    asked = sa.select(NUMBER_REQUESTS, bounced.label("email_bounced")).where(NUMBER_REQUESTS.c.id == request_id)
    row = session.execute(asked).first()
    if row is None or row.cgos_number is None:
        raise UnknownNumberRequest("There is no such request.")
    return NumberCommunicationView.model_validate(dict(row._mapping))


def _view(actor: Actor, row: sa.Row[Any]) -> NumberRequestView:
    told = dict(row._mapping)
    establishment = EstablishmentView(
        id=row.establishment_id,
        **{name: told[f"establishment_{name}"] for name in ("name", "kind", "city", "postal_code", "region")},
    )
    due = row.delivery == "post" and row.posted_at is None
    state = RequestState(
        row.status,
        row.establishment_id,
        row.establishment_region,
        row.assigned_by,
        opened=row.opened,
        letter_due=due,
        has_correspondent=row.has_correspondent,
    )
    more = {
        "establishment": establishment,
        "next_steps": next_steps(actor, state),
        "email_bounced": row.email_bounced_at is not None,
    }
    return NumberRequestView.model_validate({**told, **more})


def _with_alike(session: Session, requests: list[NumberRequestView]) -> list[NumberRequestView]:
    """Looked for once for all of them, by birth date."""
    births = {each.birth_date for each in requests if each.status in _TO_DECIDE}
    members = _born_on(session, births) if births else []
    return [_told_who_is_alike(each, members) if each.status in _TO_DECIDE else each for each in requests]


def _born_on(session: Session, births: set[date]) -> list[sa.Row[Any]]:
    theirs = (ACCOUNTS.c.portal != "staff", ACCOUNTS.c.communicated_at.is_not(None), ACCOUNTS.c.closed_at.is_(None))
    place = ESTABLISHMENTS.c.name.label("establishment_name")
    known = sa.select(ACCOUNTS, place).join(ESTABLISHMENTS, ESTABLISHMENTS.c.id == ACCOUNTS.c.establishment_id)
    ordered = known.where(ACCOUNTS.c.birth_date.in_(births), *theirs).order_by(ACCOUNTS.c.cgos_number)
    return list(session.execute(ordered))


def _told_who_is_alike(request: NumberRequestView, members: list[sa.Row[Any]]) -> NumberRequestView:
    names = f"{request.family_name} {request.given_name}"
    same_day = (each for each in members if each.birth_date == request.birth_date)
    found = [AlikeMemberView.of(each) for each in same_day if alike(names, f"{each.family_name} {each.given_name}")]
    steps = [step for step in request.next_steps if found or step != "merge"]
    return request.model_copy(update={"alike": found, "next_steps": steps})

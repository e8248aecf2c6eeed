"""How requests for a number are kept."""

from functools import partial
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from services.contracts.identity import NumberRequestForm, RequestNumber
from services.contracts.identity.refusals import UnknownNumberRequest
from services.identity.domain.numbers import (
    PERSON_COUNTED_FOR,
    PLACE_COUNTED_FOR,
    NumberRequest,
    RecentRequests,
    RequestLimits,
    identity_key,
)
from services.identity.store.attempts import SqlAttempts
from services.identity.tables import ATTEMPTS, ESTABLISHMENTS, NUMBER_REQUESTS
from services.kit.database.counting import one_at_a_time, seconds_until_room
from services.kit.database.rows import from_row, to_columns
from services.kit.work import Work


class SqlNumberRequests:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._session = work.session

    def recent(self, request: NumberRequest, limits: RequestLimits) -> RecentRequests:
        """The three counts are held in this order by everybody, so that nobody waits for each other."""
        form, now, r, a = request.form, request.created_at, NUMBER_REQUESTS.c, ATTEMPTS.c
        source, person = form.source or "", _key(request)
        hour, day = PLACE_COUNTED_FOR, PERSON_COUNTED_FOR
        for counted in (f"source {source}", f"establishment {form.establishment_id}", f"person {person}"):
            one_at_a_time(self._session, f"number requests, {counted}")
        wait = partial(seconds_until_room, self._session, now=now)
        from_source = (a.source == source, a.kind == "number_requested")
        return RecentRequests(
            wait(a.at, *from_source, most=limits.per_source, within=hour),
            wait(r.created_at, r.establishment_id == form.establishment_id, most=limits.per_establishment, within=hour),
            bool(wait(r.created_at, r.identity_key == person, most=limits.per_person, within=day)),
        )

    def add(self, request: NumberRequest) -> None:
        form = request.form
        self._session.execute(sa.insert(NUMBER_REQUESTS).values(**_columns(request)))
        SqlAttempts(self._work).asked_for_number(form.source or "", request.created_at)
        self._work.record_all(request.events)

    def get(self, request_id: UUID) -> NumberRequest:
        row = self._session.execute(
            sa.select(NUMBER_REQUESTS, ESTABLISHMENTS.c.region)
            .join(ESTABLISHMENTS, ESTABLISHMENTS.c.id == NUMBER_REQUESTS.c.establishment_id)
            .where(NUMBER_REQUESTS.c.id == request_id)
            .with_for_update(of=NUMBER_REQUESTS)
        ).first()
        if row is None:
            raise UnknownNumberRequest("There is no such request.")
        # Not validated again: what was accepted by an older version of the form is read as it was kept.
        form = RequestNumber.model_construct(**{name: getattr(row, name) for name in NumberRequestForm.model_fields})
        return from_row(NumberRequest, row, form=form)

    def save(self, request: NumberRequest, *, for_establishment: bool = False) -> None:
        self._session.execute(
            sa.update(NUMBER_REQUESTS).where(NUMBER_REQUESTS.c.id == request.id).values(**_columns(request))
        )
        detail = str(request.form.establishment_id) if for_establishment else None
        self._work.concerns(request.member_id, detail=detail)
        self._work.record_all(request.events)


def _columns(request: NumberRequest) -> dict[str, Any]:
    form = to_columns(NUMBER_REQUESTS, request.form)
    return {**form, **to_columns(NUMBER_REQUESTS, request), "identity_key": _key(request)}


def _key(request: NumberRequest) -> str:
    form = request.form
    return identity_key(form.family_name, form.given_name, form.birth_date)

"""How requests for a number are kept."""

from uuid import UUID

import sqlalchemy as sa

from services.contracts.identity import RequestNumber, UnknownNumberRequest
from services.identity.domain.numbers import NumberRequest, identity_key
from services.identity.tables import NUMBER_REQUESTS
from services.kit.database.rows import from_row, to_columns
from services.kit.work import Work


class SqlNumberRequests:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._session = work.session

    def add(self, request: NumberRequest) -> None:
        form = request.form
        columns = {**to_columns(NUMBER_REQUESTS, form), **to_columns(NUMBER_REQUESTS, request)}
        key = identity_key(form.family_name, form.given_name, form.birth_date)
        self._session.execute(sa.insert(NUMBER_REQUESTS).values(**columns, identity_key=key))
        self._work.record_all(request.events)

    def get(self, request_id: UUID) -> NumberRequest:
        row = self._session.execute(
            sa.select(NUMBER_REQUESTS).where(NUMBER_REQUESTS.c.id == request_id).with_for_update()
        ).first()
        if row is None:
            raise UnknownNumberRequest("There is no such request.")
        # Not validated again: what was accepted by an older version of the form is read as it was kept.
        form = RequestNumber.model_construct(**{name: getattr(row, name) for name in RequestNumber.model_fields})
        return from_row(NumberRequest, row, form=form)

    def save(self, request: NumberRequest) -> None:
        self._session.execute(
            sa.update(NUMBER_REQUESTS)
            .where(NUMBER_REQUESTS.c.id == request.id)
            .values(to_columns(NUMBER_REQUESTS, request))
        )
        self._work.record_all(request.events)

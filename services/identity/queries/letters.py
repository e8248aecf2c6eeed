"""What goes to somebody who has no account yet: letters, and the answer to a refused request."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.actor import Actor
from services.contracts.identity.number_office import LettersView, LetterView, NumberRefusalView
from services.contracts.identity.refusals import UnknownNumberRequest
from services.identity.store.reach import within_reach
from services.identity.tables import ESTABLISHMENTS, NUMBER_REQUESTS

BATCH = 100


def due_letters(session: Session, actor: Actor) -> LettersView:
    r = NUMBER_REQUESTS.c
    due = (r.status == "communicated", r.delivery == "post", r.posted_at.is_(None))
    found = sa.select(NUMBER_REQUESTS).join(ESTABLISHMENTS, ESTABLISHMENTS.c.id == r.establishment_id)
    oldest = found.where(*due, within_reach(actor)).order_by(r.created_at, r.id).limit(BATCH)
    rows = session.execute(oldest)
    return LettersView(items=[LetterView.of(row, request_id=row.id) for row in rows])


def number_refusal(session: Session, request_id: UUID) -> NumberRefusalView:
    r = NUMBER_REQUESTS.c
    row = session.execute(sa.select(NUMBER_REQUESTS).where(r.id == request_id, r.status == "rejected")).first()
    if row is None:
        raise UnknownNumberRequest("There is no such request.")
    return NumberRefusalView.of(row)

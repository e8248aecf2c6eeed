"""A member's corrections, as they and the officers read them."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.applications.domain.amendment import Amendment, Change
from services.applications.domain.application import Application
from services.applications.domain.guards import require_owner, require_reach, require_submitted_once
from services.applications.queries.applications import find_application
from services.applications.store.amendments import to_amendment
from services.applications.tables import AMENDMENTS, DOCUMENT_STATES
from services.contracts.actor import Actor, Role
from services.contracts.applications import AmendedItemView, AmendmentsView, AmendmentView
from services.contracts.base import Language
from services.contracts.language import in_language


def list_amendments(session: Session, application_id: UUID, actor: Actor, language: Language) -> AmendmentsView:
    application, _ = find_application(session, application_id)
    if Role.OFFICER in actor.roles:
        require_submitted_once(application)
        require_reach(application, actor)
    else:
        require_owner(application, actor)
    c = AMENDMENTS.c
    statement = select(AMENDMENTS).where(c.application_id == application_id).order_by(c.asked_at.desc(), c.id)
    found = [to_amendment(row) for row in session.execute(statement).mappings()]
    states = _states(session, [paper for one in found for paper in one.papers])
    return AmendmentsView(items=[_view(one, application, states, language) for one in found])


def amendment_in_hand(
    session: Session, application: Application, amendment: Amendment, language: Language
) -> AmendmentView:
    return _view(amendment, application, _states(session, amendment.papers), language)


def _view(amendment: Amendment, application: Application, states: dict[UUID, str], language: Language) -> AmendmentView:
    return AmendmentView.received(
        {
            "id": amendment.id,
            "application_id": application.id,
            "state": amendment.state,
            "items": [_item(one, amendment, application, states, language) for one in amendment.changes],
            "message": amendment.message,
            "asked_at": amendment.asked_at,
            "reason": amendment.reason,
            "decided_at": amendment.decided_at,
            "version": application.version,
        }
    )


def _item(
    change: Change, amendment: Amendment, application: Application, states: dict[UUID, str], language: Language
) -> dict[str, Any]:
    benefit = application.benefit
    label = (
        in_language(benefit.form.label(change.item), language)
        if change.is_answer
        else benefit.slot(change.item).label.in_language(language)
    )
    return AmendedItemView.received(
        {
            "item": change.item,
            "label": label,
            "old": change.old,
            "new": change.new,
            "state": None if change.is_answer else states.get(UUID(change.new)),
            "accepted": change.item in amendment.accepted,
        }
    ).model_dump()


def _states(session: Session, document_ids: list[UUID]) -> dict[UUID, str]:
    if not document_ids:
        return {}
    c = DOCUMENT_STATES.c
    rows = session.execute(select(c.document_id, c.state).where(c.document_id.in_(document_ids)))
    return {row.document_id: row.state for row in rows}

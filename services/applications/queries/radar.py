"""What a member could ask for. Five statements at most, however many benefits there are."""

from collections.abc import Sequence, Set
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session

from services.applications.domain.applicant import Applicant
from services.applications.domain.application import Application
from services.applications.domain.benefit import Benefit
from services.applications.domain.radar import Asked, Known, Prospect, radar
from services.applications.domain.rules.situation import Earlier
from services.applications.domain.status import Status
from services.applications.queries.benefits import visible_to
from services.applications.queries.views import estimate_view, missing_view
from services.applications.queries.wording import radar_sentence
from services.applications.store.earlier import counts_earlier
from services.applications.store.rows import applications_with_benefits, to_application, to_benefit, to_document
from services.applications.tables import APPLICATIONS, ATTACHMENTS, BENEFITS, DOCUMENT_STATES
from services.contracts.actor import Actor
from services.contracts.applications import GetRadar, MissingAnswerView, MissingDocumentView, RadarItemView, RadarView
from services.contracts.base import Language
from services.contracts.calendar import day_in_paris
from services.contracts.identity import ApplicantView

_ABANDONED = [status for status in Status if status.is_abandoned]


def get_radar(
    session: Session, query: GetRadar, actor: Actor, applicant: ApplicantView, now: datetime, language: Language
) -> RadarView:
    found = prospects(session, actor, applicant, now, query.code)
    begun = [one.asked.id for one in found if one.asked and one.asked.status.is_editable]
    applications = _applications(session, begun) if begun else {}
    return RadarView(items=[_item(one, applications, language) for one in found])


def prospects(
    session: Session, actor: Actor, applicant: ApplicantView, now: datetime, code: str | None = None
) -> list[Prospect]:
    statement = visible_to(actor)
    if code is not None:
        statement = statement.where(BENEFITS.c.code == code)
    benefits = [to_benefit(row) for row in session.execute(statement).mappings()]
    known = Known(
        facts=Applicant.from_view(applicant).facts,
        quotient=applicant.quotients.get(day_in_paris(now).year),
        papers=_papers(session, actor.id),
    )
    return radar(benefits, known, _asked(session, actor.id, benefits), now)


def _asked(session: Session, member_id: UUID, benefits: Sequence[Benefit]) -> list[Asked]:
    a = APPLICATIONS.c
    columns = a.id, a.benefit_code, a.status, a.created_at, a.submitted_at, a.answers, a.amount
    statement = select(*columns).where(a.member_id == member_id)
    statement = statement.where(a.status.not_in(_ABANDONED)).order_by(a.created_at.desc(), a.id.desc())
    counted = {one.code for one in benefits if counts_earlier(one)}
    return [_one(row, counted) for row in session.execute(statement).mappings()]


def _one(row: RowMapping, counted: Set[str]) -> Asked:
    status, submitted = Status(row["status"]), row["submitted_at"]
    counts = row["benefit_code"] in counted and submitted is not None and status != Status.REJECTED
    earlier = None
    if counts:
        days = day_in_paris(row["created_at"]), day_in_paris(submitted)
        earlier = Earlier(row["answers"], *days, row["amount"] or Decimal(0))
    return Asked(row["id"], row["benefit_code"], status, row["created_at"], earlier)


def _papers(session: Session, owner_id: UUID) -> frozenset[str]:
    d = DOCUMENT_STATES.c
    statement = select(d.kind).where(d.owner_id == owner_id, d.state == "accepted").distinct()
    return frozenset(session.scalars(statement))


def _applications(session: Session, ids: list[UUID]) -> dict[UUID, Application]:
    attached = select(ATTACHMENTS.c.application_id, ATTACHMENTS.c.slot, *DOCUMENT_STATES.c)
    attached = attached.join_from(ATTACHMENTS, DOCUMENT_STATES).where(ATTACHMENTS.c.application_id.in_(ids))
    documents = list(session.execute(attached).mappings())
    rows = session.execute(applications_with_benefits().where(APPLICATIONS.c.id.in_(ids))).mappings()
    return {
        row["id"]: to_application(
            row, {one["slot"]: to_document(one) for one in documents if one["application_id"] == row["id"]}
        )
        for row in rows
    }


def _item(found: Prospect, applications: dict[UUID, Application], language: Language) -> RadarItemView:
    benefit = found.benefit
    return RadarItemView(
        kind="benefit",
        code=benefit.code,
        title=benefit.name.in_language(language),
        summary=benefit.summary.in_language(language),
        category=benefit.category,
        eligible=found.eligible,
        on_event=found.on_event,
        reasons=[radar_sentence(reason, language) for reason in found.reasons],
        closes_on=benefit.closes_on,
        estimate=estimate_view(found.estimate, language) if found.estimate else None,
        missing=_missing(found, applications, language),
        application_id=found.asked.id if found.asked else None,
        held=[one.label.in_language(language) for one in found.held],
    )


def _missing(
    found: Prospect, applications: dict[UUID, Application], language: Language
) -> list[MissingDocumentView | MissingAnswerView]:
    if found.asked is None:
        return [MissingDocumentView(document=one.slot, label=one.label.in_language(language)) for one in found.lacking]
    begun = applications.get(found.asked.id)
    return [missing_view(one, begun.benefit, language) for one in begun.missing] if begun else []

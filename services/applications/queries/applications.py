"""The member's applications."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session

from services.applications.domain.application import Application
from services.applications.domain.delay import UsualDelay
from services.applications.domain.guards import require_owner, require_reach, require_submitted_once
from services.applications.queries.after_decision import after_fields
from services.applications.queries.benefits import DELAY_COLUMNS, benefit_view, delay_of, usual_delay
from services.applications.queries.views import application_fields, current_amount
from services.applications.store.earlier import earlier_of
from services.applications.store.rows import (
    COUNTED_QUOTIENT,
    ITS_QUOTIENT,
    ITS_REVISION,
    applications_with_benefits,
    to_application,
    to_document,
)
from services.applications.store.rulings import rulings_of
from services.applications.store.versions import SCALE
from services.applications.tables import (
    APPLICATIONS,
    ATTACHMENTS,
    BENEFIT_REVISIONS,
    BENEFITS,
    DOCUMENT_STATES,
    QUOTIENTS,
    TIMELINE,
    USUAL_DELAYS,
)
from services.contracts.actor import Actor, Role
from services.contracts.applications import (
    ApplicationFormView,
    ApplicationSummaryView,
    ApplicationView,
    ListApplications,
    UnknownApplication,
)
from services.contracts.base import Language, Page
from services.contracts.language import LocalizedText
from services.kit.database.paging import page_of


def find_application(session: Session, application_id: UUID) -> tuple[Application, UsualDelay | None]:
    """Raises UnknownApplication."""
    statement = applications_with_benefits().add_columns(*DELAY_COLUMNS)
    statement = statement.outerjoin(USUAL_DELAYS, USUAL_DELAYS.c.benefit_code == BENEFITS.c.code)
    row = session.execute(statement.where(APPLICATIONS.c.id == application_id)).mappings().one_or_none()
    if row is None:
        raise UnknownApplication
    attached = (
        select(ATTACHMENTS.c.slot, *DOCUMENT_STATES.c)
        .join_from(ATTACHMENTS, DOCUMENT_STATES)
        .where(ATTACHMENTS.c.application_id == application_id)
    )
    documents = {one["slot"]: to_document(one) for one in session.execute(attached).mappings()}
    return to_application(row, documents), delay_of(row)


def what_happened(session: Session, application_id: UUID) -> Sequence[RowMapping]:
    t = TIMELINE.c
    statement = select(t.at, t.event, t.by, t.facts).where(t.application_id == application_id).order_by(t.position)
    return session.execute(statement).mappings().all()


def get_application(
    session: Session, application_id: UUID, actor: Actor, now: datetime, language: Language
) -> ApplicationView:
    application, delay = find_application(session, application_id)
    require_owner(application, actor)
    happened = what_happened(session, application_id)
    return _view(session, application, happened, delay, now, language)


def application_in_hand(
    session: Session, application: Application, now: datetime, language: Language
) -> ApplicationView:
    """What `get_application` would answer once it is saved, without reading again what the transaction holds."""
    happened = what_happened(session, application.id)
    delay = usual_delay(session, application.benefit.code)
    return _view(session, application, happened, delay, now, language)


def _view(
    session: Session,
    application: Application,
    happened: Sequence[RowMapping],
    delay: UsualDelay | None,
    now: datetime,
    language: Language,
) -> ApplicationView:
    application.earlier = earlier_of(session, application)
    fields = application_fields(application, happened, delay, language, now)
    return ApplicationView(**fields, **after_fields(rulings_of(session, application)))


def get_application_form(
    session: Session, application_id: UUID, actor: Actor, now: datetime, language: Language
) -> ApplicationFormView:
    application, delay = find_application(session, application_id)
    if Role.OFFICER in actor.roles:
        require_submitted_once(application)
        require_reach(application, actor)
    else:
        require_owner(application, actor)
    return ApplicationFormView(benefit=benefit_view(application.benefit, delay, now, language))


def list_applications(
    session: Session, query: ListApplications, actor: Actor, language: Language
) -> Page[ApplicationSummaryView]:
    a = APPLICATIONS.c
    statement = (
        select(
            a.id,
            a.benefit_code,
            a.status,
            a.answers,
            a.missing_count,
            a.unread_by_member,
            a.amount,
            a.decided_at,
            a.created_at,
            a.submitted_at,
            a.updated_at,
            a.version,
            BENEFITS.c.name,
            SCALE.label("scale"),
            BENEFIT_REVISIONS.c.rules,
            BENEFIT_REVISIONS.c.form,
            COUNTED_QUOTIENT.label("quotient"),
        )
        .join_from(APPLICATIONS, BENEFITS, BENEFITS.c.code == a.benefit_code)
        .join(BENEFIT_REVISIONS, ITS_REVISION)
        .outerjoin(QUOTIENTS, ITS_QUOTIENT)
        .where(a.member_id == actor.id)
    )
    if query.status:
        statement = statement.where(a.status == query.status)
    order = [a.created_at, a.id]
    return page_of(session, statement, order, query, lambda row: _summary(row._mapping, language), newest_first=True)


def _summary(row: RowMapping, language: Language) -> ApplicationSummaryView:
    return ApplicationSummaryView(
        id=row["id"],
        benefit_code=row["benefit_code"],
        benefit_name=LocalizedText.model_validate(row["name"]).in_language(language),
        status=row["status"],
        missing_count=row["missing_count"],
        unread_messages=row["unread_by_member"],
        amount=current_amount(row),
        created_at=row["created_at"],
        submitted_at=row["submitted_at"],
        updated_at=row["updated_at"],
        version=row["version"],
    )

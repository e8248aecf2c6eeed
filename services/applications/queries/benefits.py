"""The benefits of a portal."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, RowMapping, Select, select
from sqlalchemy.orm import Session

from services.applications.domain.applicant import Applicant
from services.applications.domain.application import Application
from services.applications.domain.benefit import Benefit
from services.applications.domain.delay import UsualDelay
from services.applications.domain.opening import Opening
from services.applications.domain.pointers import merged
from services.applications.domain.rules.words import told_on_entry
from services.applications.domain.survivors import FOR_SURVIVORS
from services.applications.queries.views import delay_view, estimate_view, money
from services.applications.store.earlier import earlier_of
from services.applications.store.rows import benefits, to_benefit
from services.applications.tables import BENEFIT_REVISIONS, BENEFITS, QUOTIENTS, USUAL_DELAYS
from services.contracts.actor import Actor, Role
from services.contracts.applications import (
    BenefitSummaryView,
    BenefitView,
    EstimateBenefit,
    EstimateView,
    ListBenefits,
    RequiredDocument,
    RequiredDocumentView,
    Scale,
    ScaleView,
    TierView,
    UnknownBenefit,
)
from services.contracts.base import Language, Money, Page
from services.contracts.calendar import day_in_paris
from services.contracts.identity import ApplicantView
from services.contracts.language import in_language
from services.kit.database.paging import page_of

DELAY_COLUMNS = (USUAL_DELAYS.c.p50_days, USUAL_DELAYS.c.p90_days, USUAL_DELAYS.c.waiting_days)


def delay_of(row: RowMapping) -> UsualDelay | None:
    if row["p50_days"] is None:
        return None
    return UsualDelay(row["p50_days"], row["p90_days"], row["waiting_days"])


def usual_delay(session: Session, code: str) -> UsualDelay | None:
    row = session.execute(select(*DELAY_COLUMNS).where(USUAL_DELAYS.c.benefit_code == code)).mappings().one_or_none()
    return delay_of(row) if row else None


def list_benefits(
    session: Session, query: ListBenefits, actor: Actor, now: datetime, language: Language
) -> Page[BenefitSummaryView]:
    statement = visible_to(actor)
    if query.category:
        statement = statement.where(BENEFITS.c.category == query.category)

    def view(row: Row[Any]) -> BenefitSummaryView:
        return BenefitSummaryView(**_summary(to_benefit(row._mapping), delay_of(row._mapping), now, language))

    return page_of(session, statement, [BENEFITS.c.code], query, view)


def get_benefit(session: Session, code: str, actor: Actor, now: datetime, language: Language) -> BenefitView:
    row = session.execute(visible_to(actor).where(BENEFITS.c.code == code)).mappings().one_or_none()
    if row is None:
        raise UnknownBenefit
    return benefit_view(to_benefit(row), delay_of(row), now, language)


def estimate_benefit(
    session: Session, query: EstimateBenefit, actor: Actor, applicant: ApplicantView, now: datetime, language: Language
) -> EstimateView:
    year = day_in_paris(now).year
    mine = (QUOTIENTS.c.member_id == actor.id) & (QUOTIENTS.c.year == year)
    statement = visible_to(actor).where(BENEFITS.c.code == query.code)
    quotient = select(QUOTIENTS.c.amount).where(mine, QUOTIENTS.c.state != "refused").scalar_subquery()
    row = session.execute(statement.add_columns(quotient.label("quotient"))).mappings().one_or_none()
    if row is None:
        raise UnknownBenefit
    benefit = to_benefit(row)
    today = day_in_paris(now)
    answers = benefit.form.answered({}, merged({}, query.answers), today)
    imagined = Application(
        member_id=actor.id,
        benefit=benefit,
        applicant=Applicant.from_view(applicant),
        created_at=now,
        answers=answers,
        opening=None if row["quotient"] is None else Opening(row["quotient"]),
    )
    imagined.earlier = earlier_of(session, imagined)
    found = imagined.assess(now)
    return estimate_view(found.estimate, language, found.checks)


def benefit_view(benefit: Benefit, delay: UsualDelay | None, now: datetime, language: Language) -> BenefitView:
    return BenefitView(
        **_summary(benefit, delay, now, language),
        form=in_language(told_on_entry(benefit.form.schema, benefit.rules), language),
        required_documents=[_document(one, language) for one in benefit.required_documents],
        scale=_scale(benefit.scale, language),
    )


def visible_to(actor: Actor) -> Select[Any]:
    statement = benefits().add_columns(*DELAY_COLUMNS)
    statement = statement.outerjoin(USUAL_DELAYS, USUAL_DELAYS.c.benefit_code == BENEFITS.c.code)
    if actor.roles & {Role.CATALOGUE, Role.OFFICER}:
        return statement
    if Role.SURVIVOR in actor.roles:
        statement = statement.where(BENEFIT_REVISIONS.c.form[FOR_SURVIVORS].as_boolean())
    return statement.where(BENEFITS.c.portal == actor.portal)


def _summary(benefit: Benefit, delay: UsualDelay | None, now: datetime, language: Language) -> dict[str, Any]:
    return {
        "code": benefit.code,
        "name": benefit.name.in_language(language),
        "summary": benefit.summary.in_language(language),
        "portal": benefit.portal,
        "category": benefit.category,
        "opens_on": benefit.opens_on,
        "closes_on": benefit.closes_on,
        "reopens_on": benefit.reopens_on,
        "open": benefit.is_open(on=now),
        "usual_delay": delay_view(delay),
    }


def _document(document: RequiredDocument, language: Language) -> RequiredDocumentView:
    fields = document.model_dump() | {"conditional": bool(document.required_if)}
    return RequiredDocumentView(**{**fields, "label": document.label.in_language(language)})


def _scale(scale: Scale, language: Language) -> ScaleView:
    return ScaleView(
        version=scale.version,
        kind=scale.kind,
        tiers=[TierView(up_to=Money(amount=one.up_to), amount=Money(amount=one.amount)) for one in scale.tiers],
        above=money(scale.above),
        amount=money(scale.amount),
        percent=scale.percent,
        cap=money(scale.cap),
        in_force_from=scale.in_force_from,
        illustrative=scale.illustrative,
        source=scale.source.in_language(language) if scale.source else None,
        quantity=scale.quantity,
        quantity_at_most=scale.quantity_at_most,
    )

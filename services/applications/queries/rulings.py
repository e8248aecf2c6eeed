"""What comes after a decision: letters and their proof, the lists of appeals and of corrections."""

from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session, aliased

from services.applications.domain.guards import require_owner, require_reach, require_submitted_once
from services.applications.domain.letter_code import as_typed, in_groups
from services.applications.domain.rulings import Rulings
from services.applications.queries.applications import find_application
from services.applications.queries.views import check_view, estimate_view, money
from services.applications.store.reach import within_reach
from services.applications.store.rulings import rulings_of
from services.applications.tables import APPEALS, APPLICATIONS, BENEFITS, DECISION_CORRECTIONS, RULINGS
from services.contracts.actor import Actor, Role
from services.contracts.applications import (
    AppealItemView,
    DecisionCorrectionView,
    DecisionLetterView,
    GetDecisionLetter,
    LetterProofView,
    ListAppeals,
    ListDecisionCorrections,
    NotDecided,
    UnknownLetter,
)
from services.contracts.base import Language, Page
from services.contracts.calendar import day_in_paris
from services.contracts.language import LocalizedText
from services.kit.database.paging import page_of

_c = APPLICATIONS.c
_GIVEN, _FAMILY = (_c.applicant[name].astext.label(name) for name in ("given_name", "family_name"))
_OF_ITS_APPLICATION = (_c.portal, _c.cgos_number, _GIVEN, _FAMILY, BENEFITS.c.name)


def get_decision_letter(
    session: Session, query: GetDecisionLetter, actor: Actor, language: Language
) -> DecisionLetterView:
    application, _delay = find_application(session, query.application_id)
    if Role.OFFICER in actor.roles:
        require_submitted_once(application)
        require_reach(application, actor)
    else:
        require_owner(application, actor)
    rulings = rulings_of(session, application)
    number = rulings.last.number if query.number is None else query.number
    ruling = next((one for one in rulings.ruled if one.number == number), None)
    if ruling is None:
        raise NotDecided
    decision, facts = ruling.decision, application.applicant.facts
    return DecisionLetterView.of(
        ruling,
        application_id=application.id,
        portal=application.benefit.portal,
        given_name=facts["given_name"],
        family_name=facts["family_name"],
        cgos_number=application.applicant.cgos_number,
        establishment_name=facts["establishment_name"],
        benefit_name=ruling.benefit_name.in_language(language),
        outcome=decision.outcome,
        amount=money(decision.amount),
        explanation=estimate_view(decision.estimate, language) if decision.estimate else None,
        reason=decision.reason,
        checks=[check_view(one, language) for one in decision.checks],
        decided_at=decision.decided_at,
        upheld=ruling.replaces if ruling.kind == "appeal" else None,
        code=in_groups(ruling.code),
    )


def verify_letter(session: Session, code: str) -> LetterProofView:
    """One statement for whatever was typed, found or not."""
    r, later = RULINGS.c, aliased(RULINGS)
    replaced = (
        select(later.c.id)
        .where(later.c.application_id == r.application_id, later.c.number > r.number, later.c.replaces)
        .exists()
    )
    found = session.execute(select(r.decided_at, replaced.label("replaced")).where(r.code == as_typed(code)))
    row = found.one_or_none()
    if row is None:
        raise UnknownLetter
    return LetterProofView(issued_on=day_in_paris(row.decided_at), replaced=row.replaced)


def list_appeals(session: Session, query: ListAppeals, actor: Actor, language: Language) -> Page[AppealItemView]:
    a = APPEALS.c
    statement = (
        select(APPEALS, RULINGS.c.outcome, RULINGS.c.decided_by.label("deciders"), *_OF_ITS_APPLICATION)
        .join_from(APPEALS, RULINGS, RULINGS.c.id == a.ruling_id)
        .join(APPLICATIONS, _c.id == a.application_id)
        .join(BENEFITS, BENEFITS.c.code == _c.benefit_code)
        .where(a.state.in_(_states(query.decided)), within_reach(actor))
    )

    def view(row: Row[Any]) -> AppealItemView:
        return AppealItemView(
            application_id=row.application_id,
            benefit_name=LocalizedText.model_validate(row.name).in_language(language),
            portal=row.portal,
            applicant_name=f"{row.given_name} {row.family_name}",
            cgos_number=row.cgos_number,
            contested=row.outcome,
            state=row.state,
            lodged_at=row.lodged_at,
            claimed_by=row.claimed_by,
            claimed_by_me=row.claimed_by == actor.id,
            decided_by_me=actor.id in row.deciders,
        )

    return page_of(session, statement, [a.lodged_at, a.id], query, view, newest_first=query.decided)


def count_appeals(session: Session, actor: Actor) -> int:
    counted = select(func.count()).join_from(APPEALS, APPLICATIONS, _c.id == APPEALS.c.application_id)
    return session.scalar(counted.where(APPEALS.c.state.in_(_states(decided=False)), within_reach(actor))) or 0


def count_decision_corrections(session: Session, actor: Actor) -> int:
    counted = select(func.count()).select_from(_corrections().subquery())
    return session.scalar(counted.where(within_reach(actor))) or 0


def list_decision_corrections(
    session: Session, query: ListDecisionCorrections, actor: Actor, language: Language
) -> Page[DecisionCorrectionView]:
    d = DECISION_CORRECTIONS.c
    statement = _corrections().where(within_reach(actor))

    def view(row: Row[Any]) -> DecisionCorrectionView:
        return DecisionCorrectionView.of(
            row,
            benefit_name=LocalizedText.model_validate(row.name).in_language(language),
            applicant_name=f"{row.given_name} {row.family_name}",
            amount=money(row.amount),
            amount_was=money(row.amount_was),
            proposed_by_me=row.proposed_by == actor.id,
        )

    return page_of(session, statement, [d.proposed_at, d.id], query, view)


def correction_in_hand(rulings: Rulings, actor: Actor, language: Language) -> DecisionCorrectionView:
    application, correction = rulings.application, rulings.correction
    assert correction is not None, "the command has just made or settled it"  # noqa: S101 - for mypy
    corrected = next(one for one in rulings.ruled if one.id == correction.ruling_id)
    return DecisionCorrectionView.of(
        correction,
        benefit_name=application.benefit.name.in_language(language),
        applicant_name=application.applicant.name,
        cgos_number=application.applicant.cgos_number,
        was=corrected.decision.outcome,
        amount_was=money(corrected.decision.amount),
        amount=money(correction.amount),
        proposed_by_me=correction.proposed_by == actor.id,
    )


def _corrections() -> Select[Any]:
    """Those that wait."""
    d, r = DECISION_CORRECTIONS.c, RULINGS.c
    return (
        select(DECISION_CORRECTIONS, r.outcome.label("was"), r.amount.label("amount_was"), *_OF_ITS_APPLICATION)
        .join_from(DECISION_CORRECTIONS, RULINGS, r.id == d.ruling_id)
        .join(APPLICATIONS, _c.id == d.application_id)
        .join(BENEFITS, BENEFITS.c.code == _c.benefit_code)
        .where(d.state == "proposed")
    )


def _states(decided: bool) -> tuple[str, str]:
    return ("upheld", "dismissed") if decided else ("lodged", "under_review")

"""From the domain to what is answered, in the reader's language."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from sqlalchemy import RowMapping

from services.applications.domain.application import Application
from services.applications.domain.assessment import Assessment, assess
from services.applications.domain.benefit import Benefit
from services.applications.domain.checklist import Missing
from services.applications.domain.decision import Decision
from services.applications.domain.delay import UsualDelay
from services.applications.domain.form import Form
from services.applications.domain.rules.check import Check
from services.applications.domain.rules.situation import Situation
from services.applications.domain.rules.words import rules_of
from services.applications.domain.scale import Estimate
from services.applications.domain.status import Status
from services.applications.queries.wording import check_sentence, delay_notice, explanation, timeline_sentence
from services.applications.store.rows import rules_from_json
from services.contracts.applications import (
    AttachedDocumentView,
    CheckView,
    ClosingView,
    DecisionView,
    DelayView,
    EstimateView,
    MissingAnswerView,
    MissingDocumentView,
    OverrideView,
    Scale,
    TierView,
    TimelineEntryView,
)
from services.contracts.base import Language, Money
from services.contracts.calendar import day_in_paris
from services.contracts.language import in_language


def money(amount: Decimal | None) -> Money | None:
    return None if amount is None else Money(amount=amount)


def delay_view(delay: UsualDelay | None) -> DelayView | None:
    return DelayView(p50_days=delay.p50_days, p90_days=delay.p90_days) if delay else None


def estimate_view(estimate: Estimate, language: Language, checks: Sequence[Check] = ()) -> EstimateView:
    tier = estimate.tier
    return EstimateView(
        amount=money(estimate.amount),
        quotient=estimate.quotient,
        tier=TierView(up_to=Money(amount=tier.up_to), amount=Money(amount=tier.amount)) if tier else None,
        unit_amount=money(estimate.unit_amount),
        quantity=estimate.quantity,
        cap=money(estimate.cap),
        capped=estimate.capped,
        scale_version=estimate.scale_version,
        illustrative=estimate.illustrative,
        explanation=explanation(estimate, language),
        checks=[check_view(one, language) for one in checks],
    )


def check_view(check: Check, language: Language) -> CheckView:
    return CheckView.received(  # a newer version may have frozen it
        {
            "rule": check.rule,
            "kind": check.kind,
            "outcome": check.outcome,
            "text": check_sentence(check, language),
            "pointer": check.pointer,
            "overridable": check.overridable,
            "override": OverrideView.of(check.override) if check.override else None,
        }
    )


def current_amount(row: RowMapping) -> Money | None:
    """What was granted; until then, what the scale of today gives for those who are meant and count."""
    if row["decided_at"] is not None:
        return money(row["amount"])
    if Status(row["status"]).is_abandoned:
        return None
    started = day_in_paris(row["created_at"])
    form = Form(row["form"])
    situation = Situation(
        form=form,
        answers=row["answers"],
        facts={},
        started=started,
        submitted=day_in_paris(row["submitted_at"]) if row["submitted_at"] else started,
    )
    rules = [rule for rule in (*rules_of(form), *rules_from_json(row["rules"])) if rule.kind in ("age", "answer")]
    scale = Scale.model_validate(row["scale"])
    return money(assess(scale, rules, situation, row["quotient"]).estimate.amount)


def application_fields(
    application: Application,
    happened: Sequence[RowMapping],
    delay: UsualDelay | None,
    language: Language,
    now: datetime,
) -> dict[str, Any]:
    """Of an ApplicationView, and of what adds to it."""
    found = application.assess(now) if application.status.is_undecided else None
    return {
        "id": application.id,
        "benefit_code": application.benefit.code,
        "benefit_name": application.benefit.name.in_language(language),
        "status": application.status,
        "answers": application.answers,
        "documents": _documents(application),
        "missing": [missing_view(one, application.benefit, language) for one in application.missing],
        "timeline": [_entry(one, language) for one in happened],
        "estimate": _estimate(application, found, language),
        "decision": _decision(application.review.decision, language),
        "usual_delay": delay_view(delay),
        "delay_notice": delay_notice(delay, language) if application.status == Status.INCOMPLETE else None,
        "unread_messages": application.thread.unread_by_member,
        "created_at": application.created_at,
        "submitted_at": application.submitted_at,
        "version": application.version,
        "closing": _closing(application),
        "amendment_waiting": application.amendment is not None,
        "checks": [check_view(one, language) for one in _checks(application, found)],
    }


def _checks(application: Application, found: Assessment | None) -> Sequence[Check]:
    if found is not None:
        return found.checks
    decision = application.review.decision
    return decision.checks if decision else ()


def _documents(application: Application) -> list[AttachedDocumentView]:
    """In the order in which the benefit asks for them."""
    attached = ((one.slot, application.documents.get(one.slot)) for one in application.benefit.required_documents)
    return [
        AttachedDocumentView.received(  # state and type are words of documents, which may be newer than we are
            {
                "slot": slot,
                "document_id": document.id,
                "state": document.state,
                "content_type": document.content_type,
                "size": document.size,
            }
        )
        for slot, document in attached
        if document and document.content_type and document.size is not None
    ]


def missing_view(missing: Missing, benefit: Benefit, language: Language) -> MissingDocumentView | MissingAnswerView:
    if missing.is_answer:
        label = in_language(benefit.form.label(missing.item), language)
        return MissingAnswerView(answer=missing.item, label=label, asked_by_officer=missing.asked_by_officer)
    return MissingDocumentView.received(
        {
            "document": missing.item,
            "label": benefit.slot(missing.item).label.in_language(language),
            "state": missing.state,
            "asked_by_officer": missing.asked_by_officer,
        }
    )


def _entry(row: RowMapping, language: Language) -> TimelineEntryView:
    text = timeline_sentence(row["event"], row["facts"], language)
    return TimelineEntryView(at=row["at"], event=row["event"], by=row["by"], text=text)


def _estimate(application: Application, found: Assessment | None, language: Language) -> EstimateView | None:
    if found is not None:
        return estimate_view(found.estimate, language)
    frozen = application.review.decision.estimate if application.review.decision else None
    return estimate_view(frozen, language) if frozen else None


def _closing(application: Application) -> ClosingView | None:
    closing = application.closing
    if closing is None or application.status not in (Status.INCOMPLETE, Status.EXPIRED):
        return None
    state: Literal["announced", "closed"] = "closed" if application.status == Status.EXPIRED else "announced"
    return ClosingView(closes_on=closing.closes_on, reason=closing.reason, state=state)


def _decision(decision: Decision | None, language: Language) -> DecisionView | None:
    if decision is None:
        return None
    return DecisionView(
        outcome=decision.outcome,
        amount=money(decision.amount),
        explanation=estimate_view(decision.estimate, language) if decision.estimate else None,
        reason=decision.reason,
        decided_at=decision.decided_at,
        checks=[check_view(one, language) for one in decision.checks],
    )

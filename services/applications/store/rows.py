"""Between rows and the domain."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, FromClause, RowMapping, Select, and_, case, literal_column, or_, select

from services.applications.domain.applicant import Applicant
from services.applications.domain.application import Application
from services.applications.domain.benefit import Benefit
from services.applications.domain.closing import Closing
from services.applications.domain.decision import Decision
from services.applications.domain.documents import KnownDocument
from services.applications.domain.form import Form
from services.applications.domain.opening import Opening
from services.applications.domain.review import Review
from services.applications.domain.scale import Estimate
from services.applications.domain.status import Status
from services.applications.domain.thread import Thread
from services.applications.domain.waiting import Waiting
from services.applications.store.amendments import waiting_amendment
from services.applications.store.checks import check_to_json, checks_of, overrides_of, overrides_to_columns
from services.applications.store.versions import CLOSES_ON, OPENS_ON, SCALE, version_in_force
from services.applications.tables import AMENDMENTS, APPLICATIONS, BENEFIT_REVISIONS, BENEFITS, QUOTIENTS
from services.contracts.applications import Case, RequiredDocument, Rule, Scale, Tier
from services.contracts.language import LocalizedText
from services.kit.database.rows import from_row

ITS_REVISION: ColumnElement[bool] = and_(
    BENEFIT_REVISIONS.c.benefit_code == APPLICATIONS.c.benefit_code,
    BENEFIT_REVISIONS.c.revision == APPLICATIONS.c.benefit_revision,
)
ITS_QUOTIENT: ColumnElement[bool] = and_(
    QUOTIENTS.c.member_id == APPLICATIONS.c.member_id, QUOTIENTS.c.year == APPLICATIONS.c.year
)
ITS_AMENDMENT: ColumnElement[bool] = and_(
    AMENDMENTS.c.application_id == APPLICATIONS.c.id, AMENDMENTS.c.state == literal_column("'waiting'")
)
"""The one that waits; its index is of those alone."""
_BENEFIT_COLUMNS = (
    BENEFITS.c.code,
    BENEFITS.c.portal,
    BENEFITS.c.category,
    BENEFITS.c.name,
    BENEFITS.c.summary,
    OPENS_ON.label("opens_on"),
    CLOSES_ON.label("closes_on"),
    BENEFITS.c.reopens_on,
    BENEFITS.c.appeal_months,
    SCALE.label("scale"),
    BENEFIT_REVISIONS.c.revision,
    BENEFIT_REVISIONS.c.form,
    BENEFIT_REVISIONS.c.required_documents,
    BENEFIT_REVISIONS.c.rules,
    BENEFIT_REVISIONS.c.cases,
    BENEFIT_REVISIONS.c.in_force_from,
)
_RULES: TypeAdapter[tuple[Rule, ...]] = TypeAdapter(tuple[Rule, ...])
_APPLICATION_COLUMNS = tuple(column for column in APPLICATIONS.c if column.name != "portal")
_FROZEN = APPLICATIONS.c.frozen_revision
_LAST_COUNTS = or_(_FROZEN.is_(None), QUOTIENTS.c.revision == _FROZEN)
"""Not frozen yet, or nothing has come since."""
_STATE = case((_LAST_COUNTS, QUOTIENTS.c.state), else_=APPLICATIONS.c.frozen_state)
COUNTED_QUOTIENT: ColumnElement[Decimal | None] = case(
    (_STATE == "refused", None), (_FROZEN.is_(None), QUOTIENTS.c.amount), else_=APPLICATIONS.c.frozen_quotient
)
"""Opening.quotient, for lists."""


def applications_with_benefits() -> Select[Any]:
    joined: FromClause = (
        APPLICATIONS.join(BENEFITS, BENEFITS.c.code == APPLICATIONS.c.benefit_code)
        .join(BENEFIT_REVISIONS, ITS_REVISION)
        .outerjoin(QUOTIENTS, ITS_QUOTIENT)
        .outerjoin(AMENDMENTS, ITS_AMENDMENT)
    )
    waiting = (AMENDMENTS.c[name].label(f"amendment_{name}") for name in ("id", "changes", "message", "asked_at"))
    last = (QUOTIENTS.c[name].label(f"last_{name}") for name in ("amount", "state", "revision", "rights_id"))
    return select(*_APPLICATION_COLUMNS, *_BENEFIT_COLUMNS, *last, *waiting).select_from(joined)


def benefits() -> Select[Any]:
    """In the version that is in force."""
    return versions().where(BENEFIT_REVISIONS.c.revision == version_in_force())


def versions() -> Select[Any]:
    """All of them."""
    of_benefit = BENEFIT_REVISIONS.c.benefit_code == BENEFITS.c.code
    return select(*_BENEFIT_COLUMNS).select_from(BENEFITS.join(BENEFIT_REVISIONS, of_benefit))


def rules_from_json(kept: list[dict[str, Any]] | None) -> tuple[Rule, ...]:
    """None where the version before published it."""
    return _RULES.validate_python(kept or ())


def to_benefit(row: RowMapping) -> Benefit:
    return from_row(
        Benefit,
        row,
        name=LocalizedText.model_validate(row["name"]),
        summary=LocalizedText.model_validate(row["summary"]),
        form=Form(row["form"]),
        required_documents=tuple(RequiredDocument.model_validate(one) for one in row["required_documents"]),
        scale=Scale.model_validate(row["scale"]),
        rules=rules_from_json(row["rules"]),
        cases=tuple(Case.model_validate(one) for one in row["cases"] or ()),
    )


def to_application(row: RowMapping, documents: dict[str, KnownDocument]) -> Application:
    benefit = to_benefit(row)
    return from_row(
        Application,
        row,
        benefit=benefit,
        applicant=Applicant(row["member_id"], benefit.portal, row["cgos_number"], row["applicant"]),
        status=Status(row["status"]),
        documents=documents,
        waiting=Waiting(
            since=row["waiting_since"],
            total=timedelta(seconds=row["waited_seconds"]),
            asked={item: UUID(replaced) if replaced else None for item, replaced in row["asked"].items()},
            reopened=frozenset(row["reopened"]),
        ),
        review=Review(
            completed_at=row["completed_at"],
            claimed_by=row["claimed_by"],
            decision=_decision(row),
            overrides=overrides_of(row),
            interrupted_from=row["queue_at"],
        ),
        closing=Closing(row["closing_on"], row["closing_reason"]) if row["closing_on"] else None,
        amendment=waiting_amendment(row),
        thread=from_row(Thread, row),
        opening=_opening(row),
        last_opening=_last_opening(row),
    )


def _last_opening(row: RowMapping) -> Opening | None:
    if row["last_amount"] is None:
        return None
    return Opening(row["last_amount"], row["last_state"], row["last_revision"], row["last_rights_id"])


def _opening(row: RowMapping) -> Opening | None:
    """The one that counts for it: as it was frozen, with what became of that revision since."""
    last, revision = _last_opening(row), row["frozen_revision"]
    if revision is None:
        return last
    if row["frozen_quotient"] is None:
        return None
    same = last is not None and last.revision == revision
    state = last.state if last is not None and same else row["frozen_state"] or "declared"
    return Opening(row["frozen_quotient"], state, revision, row["last_rights_id"])


def _decision(row: RowMapping) -> Decision | None:
    if row["decided_at"] is None:
        return None
    return Decision(
        outcome="rejected" if row["status"] == Status.REJECTED else "approved",
        amount=row["amount"],
        estimate=estimate_from_json(row["estimate"]) if row["estimate"] else None,
        reason=row["reason"],
        decided_at=row["decided_at"],
        checks=checks_of(row),
    )


def from_application(application: Application) -> dict[str, Any]:
    waiting, review, thread = application.waiting, application.review, application.thread
    decision = review.decision
    return {
        "status": application.status,
        "answers": application.answers,
        "applicant": application.applicant.facts,
        "asked": {item: str(replaced) if replaced else None for item, replaced in waiting.asked.items()},
        "reopened": sorted(waiting.reopened),
        "missing_count": len(application.missing),
        "submitted_at": application.submitted_at,
        "completed_at": review.completed_at,
        "waiting_since": waiting.since,
        "waited_seconds": waiting.total.total_seconds(),
        "claimed_by": review.claimed_by,
        "amount": decision.amount if decision else None,
        "estimate": estimate_to_json(decision.estimate) if decision and decision.estimate else None,
        "reason": decision.reason if decision else None,
        "checks": [check_to_json(one) for one in decision.checks] if decision else None,
        "decided_at": decision.decided_at if decision else None,
        "unread_by_member": thread.unread_by_member,
        "unread_by_officer": thread.unread_by_officer,
        "unanswered_since": thread.unanswered_since,
        "version": application.version,
        "closing_on": application.closing.closes_on if application.closing else None,
        "closing_reason": application.closing.reason if application.closing else None,
        **overrides_to_columns(review.overrides),
        **_frozen(application),
    }


def _frozen(application: Application) -> dict[str, Any]:
    if application.submitted_at is None:
        return {}
    opening = application.opening
    return {
        "frozen_quotient": opening.told if opening else None,
        "frozen_revision": opening.revision if opening else 0,
        "frozen_state": opening.state if opening else None,
    }


def to_document(row: RowMapping) -> KnownDocument:
    return from_row(KnownDocument, row, id=row["document_id"])


_DECIMALS = ("amount", "quotient", "unit_amount", "quantity", "base", "percent", "cap")


def estimate_to_json(estimate: Estimate) -> dict[str, Any]:
    written: dict[str, Any] = {name: _text(getattr(estimate, name)) for name in _DECIMALS}
    return {
        **written,
        "kind": estimate.kind,
        "scale_version": estimate.scale_version,
        "illustrative": estimate.illustrative,
        "capped": estimate.capped,
        "tier": estimate.tier.model_dump(mode="json") if estimate.tier else None,
    }


def estimate_from_json(kept: dict[str, Any]) -> Estimate:
    read = {**kept, **{name: Decimal(kept[name]) for name in _DECIMALS if kept[name] is not None}}
    return Estimate(**{**read, "tier": Tier.model_validate(kept["tier"]) if kept["tier"] else None})


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)

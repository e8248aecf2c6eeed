"""How decisions, appeals and corrections are kept."""

from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from services.applications.domain.appeal import Appeal
from services.applications.domain.application import Application
from services.applications.domain.correction import Correction
from services.applications.domain.decision import Decision
from services.applications.domain.rulings import Ruling, Rulings
from services.applications.store.checks import check_to_json, checks_of, overrides_to_columns
from services.applications.store.reach import within_reach
from services.applications.store.rows import estimate_from_json, estimate_to_json
from services.applications.tables import APPEALS, APPLICATIONS, DECISION_CORRECTIONS, RULINGS
from services.contracts.applications import UnknownDecisionCorrection
from services.contracts.language import LocalizedText
from services.kit.database.rows import from_row, to_columns
from services.kit.work import Work


def rulings_of(session: Session, application: Application) -> Rulings:
    r, a, d = RULINGS.c, APPEALS.c, DECISION_CORRECTIONS.c
    if not application.status.is_decided:
        return Rulings(application=application)
    ruled = session.execute(select(RULINGS).where(r.application_id == application.id).order_by(r.number))
    last_appeal = select(APPEALS).where(a.application_id == application.id).order_by(a.lodged_at.desc()).limit(1)
    of_this = d.application_id == application.id
    last_correction = select(DECISION_CORRECTIONS).where(of_this).order_by(d.proposed_at.desc()).limit(1)
    return Rulings(
        application=application,
        ruled=[_ruling(row) for row in ruled.mappings()],
        appeal=_one(Appeal, session.execute(last_appeal).mappings().one_or_none()),
        correction=_one(Correction, session.execute(last_correction).mappings().one_or_none()),
    )


class SqlRulings:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._session = work.session

    def of(self, application: Application) -> Rulings:
        return rulings_of(self._session, application)

    def application_of_correction(self, correction_id: UUID) -> UUID:
        c, mine = DECISION_CORRECTIONS.c, within_reach(self._work.actor)
        asked = select(c.application_id).join(APPLICATIONS, APPLICATIONS.c.id == c.application_id)
        found: UUID | None = self._session.scalar(asked.where(c.id == correction_id, mine))
        if found is None:
            raise UnknownDecisionCorrection
        return found

    def appealed_with(self, officer_id: UUID) -> list[UUID]:
        a = APPEALS.c
        held = select(a.application_id).where(a.claimed_by == officer_id, a.state == "under_review")
        return list(self._session.scalars(held.order_by(a.application_id)))

    def save(self, rulings: Rulings) -> None:
        """Beside its application, which is saved by itself. A decision is written once."""
        application_id = rulings.application.id
        for each in rulings.ruled:
            statement = upsert(RULINGS).values(application_id=application_id, **_columns(each))
            self._session.execute(statement.on_conflict_do_nothing(index_elements=["id"]))
        if rulings.appeal:
            self._keep(APPEALS, to_columns(APPEALS, rulings.appeal))
        if rulings.correction:
            self._keep(DECISION_CORRECTIONS, to_columns(DECISION_CORRECTIONS, rulings.correction))

    def _keep(self, table: Any, values: dict[str, Any]) -> None:
        statement = upsert(table).values(**values)
        self._session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))


def _one(kind: Any, row: RowMapping | None) -> Any:
    return None if row is None else from_row(kind, row)


def _ruling(row: RowMapping) -> Ruling:
    return from_row(
        Ruling,
        row,
        by=tuple(row["decided_by"]),
        benefit_name=LocalizedText.model_validate(row["benefit_name"]),
        decision=from_row(
            Decision,
            row,
            estimate=estimate_from_json(row["estimate"]) if row["estimate"] else None,
            checks=checks_of(row),
        ),
    )


def _columns(ruling: Ruling) -> dict[str, Any]:
    decision = ruling.decision
    return {
        **to_columns(RULINGS, ruling),
        "outcome": decision.outcome,
        "amount": decision.amount,
        "estimate": estimate_to_json(decision.estimate) if decision.estimate else None,
        "reason": decision.reason,
        "checks": [check_to_json(one) for one in decision.checks],
        **overrides_to_columns({one.rule: one.override for one in decision.checks if one.override}),
        "decided_at": decision.decided_at,
        "decided_by": list(ruling.by),
        "benefit_name": ruling.benefit_name.model_dump(),
    }

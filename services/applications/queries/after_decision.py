"""What an application's view says of its decisions, the appeal and the correction."""

from typing import Any

from services.applications.domain.appeal import Appeal
from services.applications.domain.rulings import Rulings
from services.applications.queries.views import money
from services.contracts.actor import Actor
from services.contracts.applications import AppealView, TakenDecisionView


def after_fields(rulings: Rulings) -> dict[str, Any]:
    """Of an ApplicationView."""
    last = max((one.number for one in rulings.ruled if one.replaces), default=0)
    return {
        "decisions": [
            TakenDecisionView(
                number=one.number,
                kind=one.kind,
                outcome=one.decision.outcome,
                amount=money(one.decision.amount),
                reason=one.decision.reason,
                decided_at=one.decision.decided_at,
                replaced=one.number < last,
            )
            for one in rulings.ruled
        ],
        "appeal": appeal_view(rulings.appeal) if rulings.appeal else None,
        "appeal_until": rulings.appeal_until,
    }


def after_review_fields(rulings: Rulings, actor: Actor) -> dict[str, Any]:
    """What a ReviewView adds."""
    holder = rulings.open_appeal.claimed_by if rulings.open_appeal else None
    return {
        "decided_by_me": bool(rulings.ruled) and actor.id in rulings.last.by,
        "appeal_claimed_by": holder,
        "appeal_claimed_by_me": holder == actor.id,
        "correction_waits": rulings.waiting_correction is not None,
    }


def appeal_view(appeal: Appeal) -> AppealView:
    return AppealView.of(appeal)

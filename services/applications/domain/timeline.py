"""What is kept of what happened to an application, and who did it."""

from typing import Any, Literal

from services.contracts.applications import ApplicationEvent, ClosingWithdrawn

By = Literal["member", "officer", "system"]
Facts = dict[str, Any]

_BY: dict[str, By] = {
    "application_started": "member",
    "application_submitted": "member",
    "application_withdrawn": "member",
    "application_claimed": "officer",
    "items_requested": "officer",
    "application_decided": "officer",
    "rights_taken_over": "officer",
    "application_reassigned": "officer",
    "request_cancelled": "officer",
    "amendment_requested": "member",
    "amendment_settled": "officer",
    "closing_announced": "officer",
    "decision_corrected": "officer",
    "appeal_lodged": "member",
    "appeal_claimed": "officer",
    "appeal_released": "system",
    "appeal_decided": "officer",
    "rule_overridden": "officer",
}
_KEPT = {"missing", "items", "author", "status", "outcome", "closes_on", "days_left", "revision", "rule", "kind"}


def who(event: ApplicationEvent) -> By:
    if isinstance(event, ClosingWithdrawn) and event.officer_id:
        return "officer"
    return getattr(event, "author", None) or _BY.get(event.event_type(), "system")


def facts(event: ApplicationEvent) -> Facts:
    """What its sentence needs; never a text or a name."""
    return event.model_dump(mode="json", include=_KEPT)

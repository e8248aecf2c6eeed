"""What whoever reads the timeline alone knows of an application."""

from uuid import UUID

from services.contracts.applications import (
    AppealDecided,
    ApplicationClaimed,
    ApplicationDecided,
    ApplicationEvent,
    ApplicationReassigned,
    ApplicationReleased,
    DecisionCorrected,
)

ENDS = {"application_withdrawn": "withdrawn", "application_expired": "expired", "application_closed": "expired"}


def told_by(events: list[ApplicationEvent]) -> tuple[str, UUID | None]:
    """What a reader of the timeline alone knows: the status, and whose it is."""
    state, whose = "draft", None
    for event in events:
        state, whose = after(state, whose, event)
    return state, whose


def pairs(events: list[ApplicationEvent]) -> list[tuple[str, str]]:
    found, whose = [], None
    state = "draft"
    for event in events:
        then, whose = after(state, whose, event)
        submitting = event.event_type() == "application_submitted"
        if then != state and not submitting:
            found.append((state, then))
        state = then
    return found


def after(state: str, whose: UUID | None, event: ApplicationEvent) -> tuple[str, UUID | None]:
    if isinstance(event, ApplicationClaimed):
        return "under_review", event.officer_id
    if isinstance(event, ApplicationReassigned):
        return "under_review" if state == "submitted" else state, event.officer_id
    if isinstance(event, ApplicationReleased):
        return "submitted" if state == "under_review" else state, None
    if isinstance(event, ApplicationDecided | DecisionCorrected):
        return str(event.outcome), whose
    if isinstance(event, AppealDecided):
        return "approved" if event.outcome == "upheld" else state, whose
    match event.event_type():
        case "application_submitted":
            return str(getattr(event, "status", "")), whose
        case "application_marked_incomplete" | "items_requested":
            return "incomplete", whose
        case "application_completed":
            return ("under_review" if whose and state == "incomplete" else "submitted"), whose
    return ENDS.get(event.event_type(), state), whose

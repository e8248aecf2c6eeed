"""What is read. Each function is a few statements, however long the list."""

from services.applications.queries.after_decision import appeal_view
from services.applications.queries.amendments import amendment_in_hand, list_amendments
from services.applications.queries.applications import (
    application_in_hand,
    get_application,
    get_application_form,
    list_applications,
)
from services.applications.queries.benefits import estimate_benefit, get_benefit, list_benefits
from services.applications.queries.claims import claim_in_hand, count_claims, list_claims
from services.applications.queries.radar import get_radar
from services.applications.queries.readings import list_readings
from services.applications.queries.review import count_queue, get_review, list_queue, review_in_hand
from services.applications.queries.rulings import (
    correction_in_hand,
    get_decision_letter,
    list_appeals,
    list_decision_corrections,
    verify_letter,
)
from services.applications.queries.threads import (
    count_waiting_messages,
    list_messages,
    list_staff_threads,
    list_thread_messages,
    list_thread_readings,
    list_threads,
    message_view,
    thread_view,
)
from services.applications.queries.wording import check_in_all_languages

__all__ = [
    "amendment_in_hand",
    "appeal_view",
    "application_in_hand",
    "check_in_all_languages",
    "claim_in_hand",
    "correction_in_hand",
    "count_claims",
    "count_queue",
    "count_waiting_messages",
    "estimate_benefit",
    "get_application",
    "get_application_form",
    "get_benefit",
    "get_decision_letter",
    "get_radar",
    "get_review",
    "list_amendments",
    "list_appeals",
    "list_applications",
    "list_benefits",
    "list_claims",
    "list_decision_corrections",
    "list_messages",
    "list_queue",
    "list_readings",
    "list_staff_threads",
    "list_thread_messages",
    "list_thread_readings",
    "list_threads",
    "message_view",
    "review_in_hand",
    "thread_view",
    "verify_letter",
]

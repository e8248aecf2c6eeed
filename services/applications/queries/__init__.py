"""What is read. Each function is a few statements, however long the list."""

from services.applications.queries.applications import (
    application_in_hand,
    get_application,
    get_application_form,
    list_applications,
)
from services.applications.queries.benefits import estimate_benefit, get_benefit, list_benefits
from services.applications.queries.radar import get_radar
from services.applications.queries.readings import list_readings
from services.applications.queries.review import count_queue, get_review, list_queue, review_in_hand
from services.applications.queries.threads import list_messages, message_view
from services.applications.queries.wording import check_in_all_languages

__all__ = [
    "application_in_hand",
    "check_in_all_languages",
    "count_queue",
    "estimate_benefit",
    "get_application",
    "get_application_form",
    "get_benefit",
    "get_radar",
    "get_review",
    "list_applications",
    "list_benefits",
    "list_messages",
    "list_queue",
    "list_readings",
    "message_view",
    "review_in_hand",
]

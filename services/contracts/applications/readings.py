"""Who of the staff read a member's applications."""

from typing import Literal
from uuid import UUID

from services.contracts.actor import MEMBERS
from services.contracts.base import Instant, Open, Page, PageQuery, View

ReadingPurpose = Literal[
    "review",
    "messages",
    "claim",
    "request",
    "decision",
    "release",
    "rights",
    "amendment",
    "closing",
    "letter",
    "appeal",
]


class ReadingView(View):
    """That one of the staff was shown the answers, or the thread, of an application of mine."""

    application_id: UUID
    benefit_code: str
    benefit_name: str
    reader_id: UUID
    purpose: Open[ReadingPurpose]
    read_at: Instant


class ListReadings(PageQuery[Page[ReadingView]]):
    """Who of the staff read my applications, and what for; newest first. Of documents, documents tells it."""

    callers = MEMBERS

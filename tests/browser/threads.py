"""Messages outside an application, and what waits for an answer."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from services.contracts.applications import StaffThreadView, ThreadMessagesView, ThreadSummaryView
from tests.browser import scenes


def thread_messages() -> ThreadMessagesView:
    """With a document."""
    told = [
        "Bonjour, comment se prépare ma retraite ?",
        "Bonjour, votre établissement vous le dira.",
        "Merci. Et l'aide ?",
    ]
    return ThreadMessagesView.model_validate(
        {
            "items": [
                scenes.MESSAGES.items[0].model_dump()
                | {
                    "id": UUID(int=90 + number, version=4),
                    "author": "officer" if number == 1 else "member",
                    "body": body,
                    "sent_at": scenes.NOON + timedelta(days=number),
                    "read_at": None if number else scenes.NOON,
                    "document_ids": [] if number else [scenes.DOCUMENT],
                    "items": [],
                }
                for number, body in enumerate(told)
            ],
            "thread": {
                "id": scenes.THREAD,
                "subject": "Préparer ma retraite",
                "portal": "agent",
                "member_name": "Nadia Belcourt",
                "cgos_number": "12345674",
                "establishment_name": "CHU de Valmont-sur-Sèvre",
                "created_at": scenes.NOON,
                "unread_messages": 1,
                "waiting_since": scenes.NOON + timedelta(days=2),
            },
        }
    )


def _of_any_thread(number: int) -> dict[str, Any]:
    general = number % 2 == 0
    return {
        "id": scenes.THREAD if general else scenes.INCOMPLETE,
        "kind": "general" if general else "application",
        "subject": "Préparer ma retraite" if general else None,
        "benefit_name": None if general else "Vacances d'un enfant handicapé",
        "status": None if general else "rejected",
        "unread_messages": 1 - number % 2,
        "waiting_since": scenes.NOON + timedelta(days=number) if number < 2 else None,
    }


def threads() -> list[ThreadSummaryView]:
    last = {"last_author": "officer", "last_sent_at": scenes.NOON}
    return [ThreadSummaryView.model_validate(_of_any_thread(number) | last) for number in range(4)]


def staff_threads(waiting: bool) -> list[StaffThreadView]:
    who = {"portal": "agent", "member_name": "Nadia Belcourt", "cgos_number": "12345674"}
    numbers = (0, 1) if waiting else (0, 2)
    return [StaffThreadView.model_validate(_of_any_thread(one) | who | {"claimed_by_me": one == 1}) for one in numbers]

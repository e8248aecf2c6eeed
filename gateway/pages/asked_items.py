"""What an officer wrote, beside what it asks for."""

from gateway.pages.context import PageContext
from services.contracts.applications import ApplicationView, ListMessages, MessageView
from services.contracts.base import Page

ALL = 100
"""Messages of a thread that a page shows."""


def asked_with(messages: Page[MessageView]) -> dict[str, MessageView]:
    """By slot or pointer of an answer, the officer's newest message that asks for it."""
    return {item: message for message in messages.items if message.author == "officer" for item in message.items}


async def asked_for(page: PageContext, found: ApplicationView, slot: str) -> MessageView | None:
    """What was written about a document, where an officer asks for it."""
    if not any(each.asked_by_officer for each in found.missing if getattr(each, "document", "") == slot):
        return None
    return asked_with(await page.ask(ListMessages(application_id=found.id, limit=ALL))).get(slot)

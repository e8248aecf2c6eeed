from datetime import datetime

from services.documents.ports import Conclude, Desk, DueChecks


def begin_checks(now: datetime, due: DueChecks, desk: Desk, conclude: Conclude) -> None:
    """As many as there are places for."""
    if desk.places_left > 0:
        for document in due.claim(now, desk.places_left, desk.owners):
            desk.begin(document, conclude)

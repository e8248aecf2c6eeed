from datetime import datetime

from services.contracts.identity import RightsPapersHeld
from services.documents.domain.holding import Holding
from services.documents.ports import Holdings


def on_rights_papers_held(event: RightsPapersHeld, now: datetime, holdings: Holdings) -> None:
    """Officers look at them as at those of an application."""
    holdings.learn(Holding(event.rights_id, event.document_ids, event.version, event.region), now)

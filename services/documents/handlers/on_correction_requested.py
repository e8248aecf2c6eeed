from datetime import datetime

from services.contracts.identity import CorrectionRequested
from services.documents.domain.holding import Holding
from services.documents.ports import Holdings


def on_correction_requested(event: CorrectionRequested, now: datetime, holdings: Holdings) -> None:
    """A correction holds its proof as an application holds its papers, and never another one."""
    holdings.learn(Holding(event.correction_id, [event.document_id], 1, event.region), now)

from datetime import datetime

from services.applications.domain.delay import FEWEST_DECISIONS, OVER
from services.applications.ports import Delays


def work_out_usual_delays(now: datetime, delays: Delays) -> None:
    delays.work_out(decided_since=now - OVER, fewest=FEWEST_DECISIONS, at=now)

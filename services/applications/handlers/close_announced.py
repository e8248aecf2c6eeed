from datetime import datetime

from services.applications.ports import Deadlines
from services.contracts.calendar import day_in_paris


def close_announced(now: datetime, deadlines: Deadlines) -> None:
    """What was announced, and was not completed to the end of its day."""
    for application in deadlines.due_closings(day_in_paris(now)):
        application.close(at=now)
        deadlines.save(application)

from datetime import datetime

from services.applications.ports import Deadlines
from services.contracts.calendar import day_in_paris


def expire_drafts(now: datetime, deadlines: Deadlines) -> None:
    for application in deadlines.passed_drafts(day_in_paris(now)):
        application.expire()
        deadlines.save(application)

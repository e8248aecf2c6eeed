from datetime import datetime

from services.applications.domain.calendar import day_in_paris
from services.applications.ports import Deadlines


def expire_drafts(now: datetime, deadlines: Deadlines) -> None:
    for application in deadlines.passed_drafts(day_in_paris(now)):
        application.expire()
        deadlines.save(application)

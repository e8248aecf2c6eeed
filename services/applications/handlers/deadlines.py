"""What the calendar does to applications."""

from datetime import datetime

from services.applications.domain.calendar import day_in_paris
from services.applications.handlers.ports import Deadlines


def expire_drafts(now: datetime, deadlines: Deadlines) -> None:
    for application in deadlines.passed_drafts(day_in_paris(now)):
        application.expire()
        deadlines.save(application)


def remind_of_deadlines(now: datetime, deadlines: Deadlines) -> None:
    for application, days_left in deadlines.due_reminders(day_in_paris(now)):
        application.remind_of_deadline(days_left)
        deadlines.save(application)

from datetime import datetime

from services.applications.ports import Deadlines
from services.contracts.calendar import day_in_paris


def remind_of_deadlines(now: datetime, deadlines: Deadlines) -> None:
    for application, days_left in deadlines.due_reminders(day_in_paris(now)):
        application.remind_of_deadline(days_left)
        deadlines.save(application)

"""Which applications the calendar concerns, some at a time."""

from datetime import date, timedelta

from sqlalchemy import and_, case, exists, func, insert, literal

from services.applications.domain.application import Application
from services.applications.domain.status import EDITABLE, Status
from services.applications.store.applications import SqlApplications
from services.applications.store.rows import applications_with_benefits
from services.applications.store.versions import CLOSES_ON
from services.applications.tables import APPLICATIONS, DEADLINE_REMINDERS
from services.contracts.calendar import PARIS
from services.kit.work import Work

AT_ONCE = 200
DAYS_BEFORE = (1, 7, 30)
"""Each at most once; a day on which nothing ran is made up for on the next."""


class SqlDeadlines:
    def __init__(self, work: Work) -> None:
        self._session = work.session
        self._applications = SqlApplications(work)

    def save(self, application: Application) -> None:
        self._applications.save(application)

    def passed_drafts(self, today: date) -> list[Application]:
        passed = applications_with_benefits().where(APPLICATIONS.c.status == Status.DRAFT, today > CLOSES_ON)
        return self._applications.locked(passed.limit(AT_ONCE), skip_locked=True)

    def due_closings(self, today: date) -> list[Application]:
        c = APPLICATIONS.c
        due = applications_with_benefits().where(c.status == Status.INCOMPLETE, c.closing_on < today)
        return self._applications.locked(due.limit(AT_ONCE), skip_locked=True)

    def due_reminders(self, today: date) -> list[tuple[Application, int]]:
        left = CLOSES_ON - literal(today)
        due = case(*((left <= days, days) for days in DAYS_BEFORE))
        since = func.timezone(PARIS.key, APPLICATIONS.c.created_at)
        given = exists().where(
            DEADLINE_REMINDERS.c.application_id == APPLICATIONS.c.id,
            DEADLINE_REMINDERS.c.closes_on == CLOSES_ON,
            DEADLINE_REMINDERS.c.days_left == due,
        )
        near = and_(today <= CLOSES_ON, today + timedelta(days=max(DAYS_BEFORE)) >= CLOSES_ON)
        statement = applications_with_benefits().where(
            APPLICATIONS.c.status.in_(EDITABLE),
            near,
            func.date(since) <= CLOSES_ON - due,
            ~given,
        )
        found = self._applications.locked(statement.limit(AT_ONCE), skip_locked=True)
        reminders = [(application, _days(application, today)) for application in found]
        if reminders:
            self._session.execute(
                insert(DEADLINE_REMINDERS),
                [
                    {"application_id": one.id, "closes_on": one.benefit.closes_on, "days_left": days}
                    for one, days in reminders
                ],
            )
        return reminders


def _days(application: Application, today: date) -> int:
    left = ((application.benefit.closes_on or today) - today).days
    return min(days for days in DAYS_BEFORE if left <= days)

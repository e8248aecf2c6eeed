"""Where everything is written."""

from services.applications.store.applicants import SqlApplicants
from services.applications.store.applications import SqlApplications
from services.applications.store.benefits import SqlBenefits
from services.applications.store.calendars import SqlCalendars
from services.applications.store.deadlines import SqlDeadlines
from services.applications.store.delays import SqlDelays
from services.applications.store.documents import SqlDocuments
from services.applications.store.messages import SqlMessages, SqlThreadMessages
from services.applications.store.quotients import SqlQuotients
from services.applications.store.readings import SqlReadings, SqlThreadReadings
from services.applications.store.rulings import SqlRulings
from services.applications.store.threads import SqlThreads

__all__ = [
    "SqlApplicants",
    "SqlApplications",
    "SqlBenefits",
    "SqlCalendars",
    "SqlDeadlines",
    "SqlDelays",
    "SqlDocuments",
    "SqlMessages",
    "SqlQuotients",
    "SqlReadings",
    "SqlRulings",
    "SqlThreadMessages",
    "SqlThreadReadings",
    "SqlThreads",
]

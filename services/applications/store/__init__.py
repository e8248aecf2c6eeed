"""Where everything is written."""

from services.applications.store.applications import SqlApplications
from services.applications.store.calendar import SqlDeadlines
from services.applications.store.catalogue import SqlBenefits
from services.applications.store.known import SqlDocuments, SqlQuotients
from services.applications.store.messages import SqlMessages

__all__ = ["SqlApplications", "SqlBenefits", "SqlDeadlines", "SqlDocuments", "SqlMessages", "SqlQuotients"]

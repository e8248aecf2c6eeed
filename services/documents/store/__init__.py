"""Where documents, their readings and the objects to be removed are written."""

from services.documents.store.accesses import SqlAccesses
from services.documents.store.checks import ClaimedChecks
from services.documents.store.documents import SqlDocuments
from services.documents.store.exports import ExportsOneByOne, SqlExports
from services.documents.store.holdings import SqlHoldings
from services.documents.store.leftovers import LeftoversOneByOne, SqlLeftovers
from services.documents.store.members import SqlHeldOfMembers
from services.documents.store.readings import SqlReadings

__all__ = [
    "ClaimedChecks",
    "ExportsOneByOne",
    "LeftoversOneByOne",
    "SqlAccesses",
    "SqlDocuments",
    "SqlExports",
    "SqlHeldOfMembers",
    "SqlHoldings",
    "SqlLeftovers",
    "SqlReadings",
]

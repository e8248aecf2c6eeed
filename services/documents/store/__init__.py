"""Where documents, their readings and the objects to be removed are written."""

from services.documents.store.accesses import SqlAccesses
from services.documents.store.documents import SqlDocuments
from services.documents.store.leftovers import LeftoversOneByOne, SqlLeftovers

__all__ = ["LeftoversOneByOne", "SqlAccesses", "SqlDocuments", "SqlLeftovers"]

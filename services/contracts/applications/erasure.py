"""What stands in the way of a member's erasure here, and what must outlast it."""

from datetime import date
from uuid import UUID

from services.contracts.actor import SERVICES
from services.contracts.base import Query, View


class BlockingApplicationView(View):
    id: UUID
    benefit_name: str


class ErasureOutlookView(View):
    blocking: list[BlockingApplicationView]
    """Submitted and not decided; the first of them."""
    drafts: int
    kept_payments: int
    """Granted: their amounts stay in the accounts."""
    kept_until: date | None


class GetErasureOutlook(Query[ErasureOutlookView]):
    callers = SERVICES
    senders = frozenset({"identity"})
    member_id: UUID

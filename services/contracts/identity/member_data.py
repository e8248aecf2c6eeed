"""What identity hands out of a member."""

from uuid import UUID

from services.contracts.actor import SERVICES
from services.contracts.base import Page, PageQuery
from services.contracts.member_data import HeldRowView


class ListMemberData(PageQuery[Page[HeldRowView]]):
    """All that is held here of a member, for the copy that they asked for."""

    callers = SERVICES
    senders = frozenset({"documents"})
    member_id: UUID

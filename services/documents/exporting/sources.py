"""Where the rows of a copy come from: the other services page by page, and our own tables."""

from collections.abc import Iterator
from typing import Any, Final, cast
from uuid import UUID

from services.contracts import notifications, offers
from services.contracts.applications import member_data as applications
from services.contracts.base import Page, PageQuery
from services.contracts.identity import member_data as identity
from services.contracts.member_data import HeldRowView
from services.documents import tables
from services.documents.domain.document import Document
from services.documents.member_data import KEPT
from services.documents.tables import document_of
from services.kit.database.pool import Database
from services.kit.member_data import held_rows
from services.kit.rpc.client import RpcClient

OTHERS: Final[dict[str, Any]] = {
    "identity": identity.ListMemberData,
    "applications": applications.ListMemberData,
    "offers": offers.ListMemberData,
    "notifications": notifications.ListMemberData,
}
PAGE: Final = 50
MOST_PAGES: Final = 2000
SECONDS: Final = 5.0


class MemberData:
    def __init__(self, rpc: RpcClient, database: Database) -> None:
        self._rpc = rpc
        self._database = database

    def rows(self, service: str, member_id: UUID) -> Iterator[HeldRowView]:
        """Raises Unavailable."""
        cursor: str | None = None
        for _page in range(MOST_PAGES):
            page = self._page(service, member_id, cursor)
            yield from page.items
            cursor = page.next_cursor
            if cursor is None:
                return

    def files(self, member_id: UUID) -> list[Document]:
        t = tables.documents.c
        mine = tables.documents.select().where(t.owner_id == member_id, t.state.in_(("accepted", "expired")))
        with self._database.work(read_only=True) as work:
            return [document_of(row) for row in work.session.execute(mine.order_by(t.created_at, t.id))]

    def _page(self, service: str, member_id: UUID, cursor: str | None) -> Page[HeldRowView]:
        if service in OTHERS:
            query = OTHERS[service](member_id=member_id, limit=PAGE, cursor=cursor)
            return cast("Page[HeldRowView]", self._rpc.ask(query, timeout=SECONDS))
        with self._database.work(read_only=True) as work:
            return held_rows(work.session, KEPT, member_id, PageQuery(limit=PAGE, cursor=cursor))

"""The audit, searched."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Query

from gateway.api.conventions import Paged
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.acts import ActName
from services.contracts.base import Page
from services.contracts.identity import AuditEntryView, ListAudit

router = section("staff: audit", "/staff/audit")


@router.get("")
async def list_audit(
    caller: Annotated[Caller, asking(ListAudit)],
    paging: Paged,
    member_id: Annotated[UUID | None, Query()] = None,
    cgos_number: Annotated[str | None, Query(max_length=32)] = None,
    actor_id: Annotated[UUID | None, Query()] = None,
    act: Annotated[ActName | None, Query()] = None,
    from_date: Annotated[date | None, Query(alias="from")] = None,
    to_date: Annotated[date | None, Query(alias="to")] = None,
) -> Page[AuditEntryView]:
    """What was written down last comes first; days of Paris, both included. That you looked is written down too."""
    filters = paging.of(
        member_id=member_id,
        cgos_number=cgos_number,
        actor_id=actor_id,
        act=act,
        from_date=from_date,
        to_date=to_date,
    )
    return await caller.ask(ListAudit(**filters))

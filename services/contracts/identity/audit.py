"""The audit, as who may look into it sees it."""

from datetime import date
from uuid import UUID

from pydantic import Field

from services.contracts.actor import Role
from services.contracts.acts import ActName, ActorRole, ObjectKind
from services.contracts.base import Instant, Open, Page, PageQuery, View


class AuditEntryView(View):
    """What the audit keeps, and the names that its ids have today."""

    sequence: int
    act: Open[ActName]
    at: Instant
    source: str
    """The service where it was done."""
    actor_id: UUID | None
    actor_name: str | None
    actor_roles: list[ActorRole]
    establishments: list[UUID]
    """Those that the actor spoke for."""
    object_kind: Open[ObjectKind]
    object_id: str | None
    member_id: UUID | None
    cgos_number: str | None
    """Of the member whose file it was done to."""
    detail: str | None
    trace_id: str | None
    """That of the request, in its answer and in the logs."""
    hash: str
    """SHA-256 of all this and of the hash before it, in hexadecimal."""


class ListAudit(PageQuery[Page[AuditEntryView]]):
    """What was written down last comes first. That somebody looked is itself an act."""

    callers = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
    member_id: UUID | None = None
    cgos_number: str | None = Field(default=None, max_length=32)
    actor_id: UUID | None = None
    act: ActName | None = None
    from_date: date | None = None
    to_date: date | None = None
    """Days of Paris, both included."""

"""Who of the staff did what to my file, and what for."""

from uuid import UUID

from services.contracts.actor import MEMBERS
from services.contracts.acts import ActName, ActorRole, ObjectKind
from services.contracts.base import Instant, Open, Page, PageQuery, View


class FileActView(View):
    """Never who: the role that they did it in."""

    at: Instant
    roles: list[ActorRole]
    act: Open[ActName]
    object_kind: Open[ObjectKind]
    object_id: str | None
    application_id: UUID | None
    """What it was done for, where it was an application."""


class ListFileActs(PageQuery[Page[FileActView]]):
    """Readings included; newest first. As far back as the audit goes."""

    callers = MEMBERS

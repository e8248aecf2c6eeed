"""A copy of all that the five services hold of a member, for themselves."""

from typing import Literal
from uuid import UUID

from services.contracts.actor import APPLICANTS
from services.contracts.base import Command, Created, Event, Instant, Open, Page, PageQuery, Query, View
from services.contracts.refusals import Conflict, NotFound, Throttled

ExportState = Literal["preparing", "ready", "expired"]


class UnknownExport(NotFound):
    pass


class ExportNotReady(Conflict):
    """It is being made, or its seven days are over."""


class TooManyExports(Throttled):
    pass


class ExportView(View):
    id: UUID
    state: Open[ExportState]
    progress: int
    """In hundredths."""
    download: str | None
    """Where the file is, while it is there."""
    size: int | None
    asked_at: Instant
    expires_at: Instant | None
    """The file is there until then."""


class RequestExport(Command[Created]):
    """Made in the background, and announced. While one is being made it is that one, whoever asks again."""

    callers = APPLICANTS
    refuses = (TooManyExports,)


class GetExport(Query[ExportView]):
    callers = APPLICANTS
    refuses = (UnknownExport,)
    export_id: UUID


class ListExports(PageQuery[Page[ExportView]]):
    """Of mine; newest first."""

    callers = APPLICANTS


class ExportContentView(View):
    """`url` is valid for at most 60 s, on the store as services see it."""

    url: str
    filename: str
    content_type: Literal["application/zip"] = "application/zip"
    size: int


class OpenExport(Query[ExportContentView]):
    callers = APPLICANTS
    refuses = (UnknownExport, ExportNotReady)
    export_id: UUID


class ExportReady(Event):
    subscribers = frozenset({"notifications"})
    export_id: UUID
    member_id: UUID

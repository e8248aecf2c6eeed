"""Copies for members, and the end of what is kept of them: a part of `service.py`'s wiring."""

from functools import partial
from typing import Any

from services.contracts.base import Created, Page
from services.contracts.documents.exports import (
    ExportContentView,
    ExportView,
    GetExport,
    ListExports,
    OpenExport,
    RequestExport,
)
from services.documents.exporting.make import make_export
from services.documents.exporting.sources import MemberData
from services.documents.handlers.make_exports import make_exports
from services.documents.handlers.open_export import open_export
from services.documents.handlers.request_export import request_export
from services.documents.queries.exports import get_export, list_exports
from services.documents.store import ExportsOneByOne, SqlExports
from services.documents.store.exports import find_export
from services.kit.process.timers import every
from services.kit.rpc.answering import handles
from services.kit.work import Context, Work, utc_now


class MyData:
    rpc: Any
    database: Any
    resources: Any

    @handles(RequestExport)
    def request_export(self, _command: RequestExport, work: Work) -> Created:
        return Created(id=request_export(work.actor, work.now, SqlExports(work)).id)

    @handles(GetExport)
    def get_export(self, query: GetExport, work: Work) -> ExportView:
        return get_export(work.session, query.export_id, work.actor, work.now)

    @handles(ListExports)
    def list_exports(self, query: ListExports, work: Work) -> Page[ExportView]:
        return list_exports(work.session, query, work.actor, work.now)

    @handles(OpenExport)
    def open_export(self, query: OpenExport, work: Work) -> ExportContentView:
        export = find_export(work.session, query.export_id)
        return open_export(export, work.actor, work.now, self.resources.objects)

    @every(seconds=2, own_transactions=True)
    def make_exports(self, _context: Context) -> None:
        held, spool = MemberData(self.rpc, self.database), self.resources.spool
        make = partial(make_export, held=held, objects=self.resources.objects, spool=spool)
        make_exports(utc_now, ExportsOneByOne(self.database), make)

    @every(seconds=600)
    def forget_exports(self, work: Work) -> None:
        SqlExports(work).forget_old(work.now)

from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.documents.exports import ExportContentView
from services.documents.domain.export import Export
from services.documents.ports import Objects


def open_export(export: Export, actor: Actor, now: datetime, objects: Objects) -> ExportContentView:
    export.require_owner(actor)
    export.require_ready(now)
    url = objects.content_url(export.key, now=now)
    return ExportContentView(url=url, filename=export.filename, size=export.size or 0)

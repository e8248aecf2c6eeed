from datetime import datetime

from services.contracts.actor import Actor
from services.documents.domain.export import Export, require_room
from services.documents.ports import Exports


def request_export(actor: Actor, now: datetime, exports: Exports) -> Export:
    """The one that is being made, where there is one."""
    if under_way := exports.under_way(actor.id):
        return under_way
    require_room(exports.seconds_until_next(actor.id, now))
    export = Export.ask(actor.id, now)
    exports.save(export)
    return export

import logging
from collections.abc import Callable
from datetime import datetime

from services.contracts.documents.exports import UnknownExport
from services.contracts.refusals import Unavailable
from services.documents.domain.export import AGAIN_LATER, AGAIN_SOON, Export
from services.documents.ports import DueExports

_log = logging.getLogger(__name__)

Make = Callable[[Export, Callable[[int], None]], int]


def make_exports(clock: Callable[[], datetime], exports: DueExports, make: Make) -> None:
    """The one that has waited longest. Where this process ends meanwhile, it is due again after its lease."""
    export = exports.claim(clock())
    if export is None:
        return
    try:
        exports.finish(export, make(export, lambda progress: exports.advance(export, progress)))
    except UnknownExport:  # whose it was has been erased meanwhile
        exports.discard(export)
    except Unavailable as refusal:
        _log.warning("an export is put off", extra={"export_id": str(export.id), "why": refusal.detail})
        exports.put_off(export, clock() + AGAIN_SOON)
    except Exception:  # a defect of ours: seen in the log, mended, tried again
        _log.exception("an export broke", extra={"export_id": str(export.id)})
        exports.put_off(export, clock() + AGAIN_LATER)

"""The checks under way in one process. They are no workers: however many wait, calls and events find theirs free."""

import logging
import threading
from collections.abc import Callable, Collection
from functools import partial
from uuid import UUID

from services.contracts.refusals import Unavailable
from services.documents.domain.checks import AGAIN_LATER, AGAIN_SOON, Outcome, Postponed
from services.documents.domain.document import Document
from services.documents.ports import Conclude

_log = logging.getLogger(__name__)


class CheckDesk:
    """`check` raises Unavailable; `spawn` runs a function beside all others."""

    def __init__(
        self, places: int, check: Callable[[Document], Outcome], spawn: Callable[[Callable[[], None]], object]
    ) -> None:
        self._places = places
        self._check = check
        self._spawn = spawn
        self._owners: set[UUID] = set()
        self.claiming = threading.Lock()
        """Held from asking how many places are left to taking them."""

    @property
    def places_left(self) -> int:
        return self._places - len(self._owners)

    @property
    def owners(self) -> Collection[UUID]:
        return frozenset(self._owners)

    def begin(self, document: Document, conclude: Conclude) -> None:
        self._owners.add(document.owner_id)
        self._spawn(partial(self._run, document, conclude))

    def _run(self, document: Document, conclude: Conclude) -> None:
        """Never raises: where nothing is written down, the lease runs out and it is checked again."""
        try:
            outcome = self._outcome(document)
        finally:
            self._owners.discard(document.owner_id)
        try:
            conclude(document.id, outcome)
        except Exception:
            _log.exception("what a check found was not written down", extra={"document_id": str(document.id)})

    def _outcome(self, document: Document) -> Outcome:
        try:
            return self._check(document)
        except Unavailable as refusal:
            _log.warning("a check is put off", extra={"document_id": str(document.id), "why": refusal.detail})
            return Postponed(AGAIN_SOON)
        except Exception:  # a defect of ours, which says nothing of the file: seen in the log, mended, tried again
            _log.exception("a check broke", extra={"document_id": str(document.id)})
            return Postponed(AGAIN_LATER)

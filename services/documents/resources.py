"""What one process of documents makes once and all its workers share."""

from dataclasses import dataclass
from typing import Any, cast

from nameko.extensions import DependencyProvider

from services.contracts.documents import RejectionReason
from services.documents.checking.check import check_upload
from services.documents.checking.clamd import Clamd
from services.documents.checking.limits import Turns
from services.documents.checking.sandbox import SubprocessInspector
from services.documents.domain.document import Document
from services.documents.object_store import S3Objects
from services.documents.ports import Inspector, Objects, Scanner
from services.documents.settings import Settings


@dataclass(frozen=True, slots=True)
class Resources:
    objects: Objects
    scanner: Scanner
    inspector: Inspector
    turns: Turns
    settings: Settings

    def check(self, document: Document) -> RejectionReason | None:
        """Raises Unavailable."""
        with self.turns.one():
            return check_upload(document, self.objects, self.scanner, self.inspector, spool=self.settings.spool_dir)


class _Provider(DependencyProvider):  # type: ignore[misc]  # nameko has no types
    def setup(self) -> None:
        settings: Settings = self.container.config["SETTINGS"]
        self._resources = Resources(
            objects=S3Objects(settings),
            scanner=Clamd(settings.clamd_address, seconds=settings.clamd_seconds),
            inspector=SubprocessInspector(settings.inspection_seconds, settings.inspection_memory),
            turns=Turns(settings.checks_at_once),
            settings=settings,
        )

    def get_dependency(self, worker_ctx: Any) -> Resources:  # nameko's signature
        return self._resources


def resources() -> Resources:
    """`resources = resources()` on the service class."""
    return cast("Resources", _Provider())

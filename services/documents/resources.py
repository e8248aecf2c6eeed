"""What one process of documents makes once and all its workers share."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast

from nameko.extensions import DependencyProvider

from services.contracts.documents import ManyPagesAreDrawn
from services.documents.checking.check import check_upload
from services.documents.checking.clamd import Clamd
from services.documents.checking.desk import CheckDesk
from services.documents.checking.sandbox import SubprocessInspector
from services.documents.object_store import S3Objects
from services.documents.papers.finder import SubprocessFinder
from services.documents.papers.reader import PaperReader
from services.documents.papers.trust import TrustDirectory
from services.documents.ports import Objects
from services.documents.settings import Settings
from services.documents.showing.renderer import PageRenderer
from services.kit.rpc.bulkheads import Bulkhead, Limits


def _limits(settings: Settings) -> Limits:
    return Limits(settings.pages_at_once, settings.pages_in_line)


PAGES = Bulkhead("pages", ManyPagesAreDrawn, _limits)
"""Whatever draws one: a process, and some hundred milliseconds of CPU."""


def _reader(settings: Settings) -> PaperReader:
    finder = SubprocessFinder(settings.paper_seconds, settings.inspection_memory)
    return PaperReader(
        finder, TrustDirectory(settings.paper_trust_dir, test_authorities=settings.environment != "production")
    )


@dataclass(frozen=True, slots=True)
class Resources:
    objects: Objects
    desk: CheckDesk
    pages: PageRenderer
    spool: Path | None


class _Provider(DependencyProvider):  # type: ignore[misc]  # nameko has no types
    def setup(self) -> None:
        settings: Settings = self.container.config["SETTINGS"]
        objects = S3Objects(settings)
        check = partial(
            check_upload,
            objects=objects,
            scanner=Clamd(settings.clamd_address, seconds=settings.clamd_seconds),
            inspector=SubprocessInspector(settings.inspection_seconds, settings.inspection_memory),
            reader=_reader(settings),
            spool=settings.spool_dir,
        )
        desk = CheckDesk(
            settings.checks_at_once, check, partial(self.container.spawn_managed_thread, identifier="check")
        )
        memory, spool = settings.inspection_memory, settings.spool_dir
        pages = PageRenderer(objects, settings.page_seconds, memory, spool=spool)
        self._resources = Resources(objects, desk, pages, spool)

    def get_dependency(self, worker_ctx: Any) -> Resources:  # nameko's signature
        return self._resources


def resources() -> Resources:
    """`resources = resources()` on the service class."""
    return cast("Resources", _Provider())

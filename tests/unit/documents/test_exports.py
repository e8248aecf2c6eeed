"""A copy of what is kept of a member: one at a time, made however often somebody dies over it, there for a week."""

import io
import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from services.contracts.actor import Actor, Role
from services.contracts.documents.exports import ExportNotReady, ExportReady, TooManyExports, UnknownExport
from services.contracts.member_data import HeldRowView
from services.contracts.refusals import Unavailable
from services.documents.domain.document import Document
from services.documents.domain.export import LEASE, THERE_FOR, Export
from services.documents.exporting.make import SERVICES, make_export
from services.documents.handlers.make_exports import make_exports
from services.documents.handlers.open_export import open_export
from services.documents.handlers.request_export import request_export
from tests.unit.documents.fakes import InMemoryObjects

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
MEMBER = uuid4()
OWNER = Actor(str(MEMBER), "agent", frozenset({Role.MEMBER}))


@dataclass
class InMemoryExports:
    kept: dict[UUID, Export] = field(default_factory=dict)
    wait: int = 0
    discarded: list[UUID] = field(default_factory=list)

    def get(self, export_id: UUID) -> Export:
        if export_id not in self.kept:
            raise UnknownExport
        return self.kept[export_id]

    def under_way(self, member_id: UUID) -> Export | None:
        return next((one for one in self.kept.values() if one.ready_at is None), None)

    def seconds_until_next(self, member_id: UUID, now: datetime) -> int:
        return self.wait

    def save(self, export: Export) -> None:
        self.kept[export.id] = export

    def claim(self, now: datetime) -> Export | None:
        due = [one for one in self.kept.values() if one.due_at and one.due_at <= now]
        for one in due[:1]:
            one.due_at = now + LEASE
        return due[0] if due else None

    def advance(self, export: Export, progress: int) -> None:
        self.get(export.id).advance(progress, NOW)

    def put_off(self, export: Export, until: datetime) -> None:
        self.get(export.id).put_off(until)

    def finish(self, export: Export, size: int) -> None:
        self.get(export.id).finish(size, NOW)

    def discard(self, export: Export) -> None:
        self.discarded.append(export.id)


class Held:
    def __init__(self, *files: Document) -> None:
        self._files = list(files)

    def rows(self, service: str, member_id: UUID) -> Iterable[HeldRowView]:
        yield HeldRowView(table="one", row={"of": str(member_id)})
        yield HeldRowView(table="one", row={"of": service})
        yield HeldRowView(table="another", row={"é": None})

    def files(self, member_id: UUID) -> list[Document]:
        return self._files


def asked(exports: InMemoryExports) -> Export:
    return request_export(OWNER, NOW, exports)


def test_whoever_asks_again_gets_the_one_that_is_being_made() -> None:
    exports = InMemoryExports()
    assert asked(exports).id == asked(exports).id
    exports.kept.clear()
    exports.wait = 60
    with pytest.raises(TooManyExports):
        asked(exports)


def test_it_is_there_for_a_week_for_its_owner_and_told_once() -> None:
    exports, objects = InMemoryExports(), InMemoryObjects()
    export = asked(exports)
    for at in (NOW, NOW + THERE_FOR):
        with pytest.raises(ExportNotReady):
            open_export(export, OWNER, at, objects)
        export.finish(3, NOW)
        export.finish(3, NOW + timedelta(hours=1))
    assert [type(event) for event in export.events] == [ExportReady]
    assert [(one.key, one.due_at) for one in export.leftovers] == [(export.key, NOW + THERE_FOR)]
    assert open_export(export, OWNER, NOW + timedelta(days=6), objects).size == 3
    with pytest.raises(UnknownExport):
        open_export(export, Actor(str(uuid4()), "agent", frozenset({Role.MEMBER})), NOW, objects)


def test_the_archive_holds_the_rows_of_each_service_and_the_files_as_they_are_kept() -> None:
    objects = InMemoryObjects()
    document, gone = (
        Document.announce(owner_id=MEMBER, kind="other", filename=name, size=3, content_type="application/pdf", at=NOW)
        for name in ("l’acte.pdf", "parti.pdf")
    )
    objects.content[document.kept_key] = b"PDF"
    export = Export.ask(MEMBER, NOW)
    steps: list[int] = []
    size = make_export(export, steps.append, held=Held(document, gone), objects=objects)
    archive = zipfile.ZipFile(io.BytesIO(objects.content[export.key]))
    assert size == len(objects.content[export.key])
    assert archive.namelist() == ["LISEZ-MOI.txt", *(f"{one}.json" for one in SERVICES), "documents/001-l’acte.pdf"]
    assert archive.read("documents/001-l’acte.pdf") == b"PDF"
    told = json.loads(archive.read("offers.json"))
    assert told == {"one": [{"of": str(MEMBER)}, {"of": "offers"}], "another": [{"é": None}]}
    assert steps == sorted(steps)
    assert steps[-1] < 100


@pytest.mark.parametrize(("raised", "seconds"), [(Unavailable(), 15), (ValueError(), 600)])
def test_what_fails_is_tried_again(raised: Exception, seconds: int) -> None:
    exports = InMemoryExports()
    export = asked(exports)

    def fails(_export: Export, _advance: object) -> int:
        raise raised

    make_exports(lambda: NOW, exports, fails)
    assert export.due_at == NOW + timedelta(seconds=seconds)
    make_exports(lambda: NOW + timedelta(seconds=seconds), exports, lambda _export, _advance: 7)
    assert (export.state(NOW), export.size, export.progress) == ("ready", 7, 100)


def test_one_over_which_its_maker_died_is_due_again_and_one_that_was_erased_leaves_nothing() -> None:
    exports = InMemoryExports()
    export = asked(exports)
    assert exports.claim(NOW) is export
    assert exports.claim(NOW + LEASE / 2) is None
    assert exports.claim(NOW + LEASE) is export
    export.due_at = NOW

    def erased_meanwhile(_export: Export, _advance: object) -> int:
        exports.kept.clear()
        return 7

    make_exports(lambda: NOW, exports, erased_meanwhile)
    assert exports.discarded == [export.id]


def test_the_read_me_says_the_same_in_both_languages() -> None:
    text = (Path(__file__).parents[3] / "services/documents/exporting/read_me.txt").read_text()
    assert all(text.count(f"{service}.json") == 2 for service in SERVICES)

"""Parts that go away and come back, and a service that is killed: no document is lost, none is judged twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from deploy.native.parts.clamd import Clamd
from deploy.native.parts.object_store import ObjectStore
from deploy.native.parts.ports import free_port
from deploy.native.parts.rabbitmq import RabbitMQ
from services.contracts.documents import CompleteUpload
from services.contracts.refusals import Unavailable
from tests.integration.documents.conftest import migrated_database, service_environment
from tests.integration.documents.member import Listener, Person, get, put
from tests.parts.caller import Caller
from tests.parts.house import House
from tests.parts.keys import Keys
from tests.parts.service import RunningService
from tests.parts.waiting import wait_for
from tests.unit.documents import files

CONTENT = files.a_pdf()


@dataclass
class Scene:
    service: RunningService
    store: ObjectStore
    clamd: Clamd
    member: Person
    listener: Listener


@pytest.fixture
def scene(house: House, rabbitmq: RabbitMQ, keys: Keys, tmp_path: Path) -> Iterator[Scene]:
    store = ObjectStore(tmp_path / "store", free_port(), "agentspace", "a-secret-of-the-test")
    clamd = Clamd(tmp_path / "clamd", free_port())
    store.start()
    store.make_bucket()
    clamd.start()
    service = house.service("documents", migrated_database(house), **service_environment(store, clamd.address)).start()
    listener, caller = Listener(rabbitmq.url), Caller(rabbitmq.url)
    yield Scene(service, store, clamd, Person(caller, keys), listener)
    listener.close()
    caller.close()
    service.stop()
    clamd.stop()
    store.stop()


def test_without_an_antivirus_a_document_waits_and_is_judged_when_it_is_back(scene: Scene) -> None:
    scene.clamd.kill()
    honest, infected = scene.member.hands_in(CONTENT), scene.member.hands_in(files.a_pdf(content=files.EICAR))
    wait_for(lambda: "a check is put off" in scene.service.log.read_text(), what="a first try")
    assert scene.member.sees(honest).state == "checking"
    assert scene.member.sees(infected).state == "checking"
    scene.clamd.start()
    assert scene.member.waits_for_verdict(honest).state == "accepted"
    assert scene.member.waits_for_verdict(infected).reason == "infected"


def test_without_a_store_uploads_are_refused_soon_and_checks_wait(scene: Scene) -> None:
    waiting, announced = scene.member.announces(CONTENT), scene.member.announces(CONTENT)
    put(waiting.upload.url, CONTENT)
    put(announced.upload.url, CONTENT)
    scene.clamd.kill()  # so that the check cannot be over before the store goes
    scene.member.says(CompleteUpload(document_id=waiting.id))
    scene.store.kill()
    with pytest.raises(Unavailable):
        scene.member.says(CompleteUpload(document_id=announced.id))
    assert scene.service.get("/health/ready")[0] == 503
    scene.clamd.start()
    assert scene.member.sees(waiting.id).state == "checking"
    scene.store.start()
    assert scene.member.waits_for_verdict(waiting.id).state == "accepted"
    assert scene.member.says(CompleteUpload(document_id=announced.id)).state == "checking"
    assert scene.member.waits_for_verdict(announced.id).state == "accepted"


def test_killed_while_it_checks_it_judges_once_when_it_is_back(scene: Scene) -> None:
    documents = [scene.member.hands_in(CONTENT) for _ in range(6)]
    scene.service.kill()
    scene.service.start()
    for document_id in documents:
        assert scene.member.waits_for_verdict(document_id).state == "accepted"
        assert get(scene.member.opens(document_id).url) == CONTENT
    for document_id in documents:
        expected = ["document_uploaded", "document_accepted"]
        wait_for(lambda: scene.listener.types_about(document_id)[-1:] == expected[1:])  # noqa: B023  # waited for here
        heard = {(event["id"], event["type"]) for event in scene.listener.about(document_id)}
        assert sorted(kind for _, kind in heard) == sorted(expected)

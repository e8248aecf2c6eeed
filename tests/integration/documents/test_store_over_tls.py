"""A store over TLS is spoken to only if who vouches for it is known, and for that very name."""

from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest

from deploy.native.parts.object_store import ObjectStore
from deploy.native.parts.ports import free_port
from gateway.app import create_app
from gateway.settings import GatewaySettings
from services.contracts.refusals import Unavailable
from services.documents.object_store import S3Objects
from tests.gateway.fake_bus import FakeBus
from tests.integration.documents.conftest import store_settings
from tests.parts.certificates import Authority


@pytest.fixture(scope="module")
def over_tls(tmp_path_factory: pytest.TempPathFactory, authority: Authority) -> Iterator[ObjectStore]:
    """By the name localhost."""
    certificate = authority.sign("localhost")
    directory = tmp_path_factory.mktemp("store-tls")
    part = ObjectStore(directory, free_port(), "agentspace", "a-secret-of-the-test", certificate=certificate)
    part.start()
    yield part
    part.stop()


def objects(endpoint: str, ca_file: Path) -> S3Objects:
    return S3Objects(store_settings(endpoint, object_store_ca_file=ca_file))


def test_a_store_that_is_vouched_for_takes_and_gives(
    over_tls: ObjectStore, authority: Authority, tmp_path: Path
) -> None:
    store = objects(over_tls.endpoint, authority.file)
    over_tls.make_bucket(authority.file)
    (tmp_path / "paper").write_bytes(b"%PDF-1.4")
    store.put("documents/1", tmp_path / "paper", "application/pdf")
    assert store.fetch("documents/1", tmp_path / "again", 100) == 8


@pytest.mark.parametrize(("host", "known"), [("localhost", False), ("127.0.0.1", True)], ids=["authority", "name"])
def test_one_of_another_authority_or_name_is_not_spoken_to(
    over_tls: ObjectStore, authority: Authority, tmp_path: Path, host: str, *, known: bool
) -> None:
    trusted = authority if known else Authority(tmp_path / "stranger")
    with pytest.raises(Unavailable) as refused:
        objects(over_tls.endpoint.replace("localhost", host), trusted.file).stat("documents/1")
    assert "certificate verify failed" in str(refused.value.__cause__)


@pytest.mark.anyio
@pytest.mark.parametrize("known", [True, False])
async def test_the_gateway_too_asks_who_vouches_for_it(
    over_tls: ObjectStore, authority: Authority, tmp_path: Path, *, known: bool
) -> None:
    trusted = authority if known else Authority(tmp_path / "stranger")
    app = create_app(GatewaySettings(environment="test", object_store_ca_file=trusted.file), FakeBus())
    async with app.router.lifespan_context(app):
        if known:
            assert (await app.state.store.get(over_tls.endpoint)).status < 500
        else:
            with pytest.raises(aiohttp.ClientConnectorCertificateError):
                await app.state.store.get(over_tls.endpoint)

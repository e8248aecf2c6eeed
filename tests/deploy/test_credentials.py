import base64
import hashlib
import json
import stat
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from deploy.credentials import Credentials
from deploy.native.blueprint import SERVICES
from deploy.rabbitmq.catalogue import of_the_house
from deploy.rabbitmq.definitions import accounts, definitions


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = Credentials(tmp_path).read("broker_password")
    assert Credentials(tmp_path).read("broker_password") == first
    assert stat.S_IMODE((tmp_path / "broker_password").stat().st_mode) == 0o600
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


def test_two_installations_share_no_secret(tmp_path: Path) -> None:
    assert Credentials(tmp_path / "a").read("key") != Credentials(tmp_path / "b").read("key")


def test_what_an_issuer_signs_its_trusted_key_verifies(tmp_path: Path) -> None:
    credentials = Credentials(tmp_path)
    private = load_pem_private_key(credentials.signing_key("identity").read_bytes(), password=None)
    public = load_pem_public_key((credentials.trusted_keys / "identity.pem").read_bytes())
    public.verify(private.sign(b"assertion"), b"assertion")  # type: ignore[union-attr,call-arg]  # Ed25519 for sure


def test_a_seal_key_that_is_replaced_is_kept_for_what_it_made(tmp_path: Path) -> None:
    credentials = Credentials(tmp_path)
    first = credentials.seal_key().read_text()
    assert credentials.seal_key_before().read_text() == ""
    credentials.replace_seal_key()
    second = credentials.seal_key().read_text()
    credentials.replace_seal_key()
    third = credentials.seal_key().read_text()
    assert len({first, second, third}) == 3
    assert credentials.seal_key_before().read_text().split() == [second, first]


def told_to_the_broker() -> dict[str, Any]:
    names = accounts(of_the_house(), ["payroll"])
    passwords = {name: f"pass of {name}" for name in names}
    told = definitions(of_the_house(), operator=("operator", "pass"), passwords=passwords, integrators=["payroll"])
    read: dict[str, Any] = json.loads(told)
    return read


def test_the_broker_is_told_a_hash_that_fits_each_password_and_has_no_guest() -> None:
    users = {user["name"]: user for user in told_to_the_broker()["users"]}
    assert users.keys() == {"operator", "gateway", "payroll", *SERVICES}
    hashed = base64.b64decode(users["identity"]["password_hash"])
    assert hashed[4:] == hashlib.sha256(hashed[:4] + b"pass of identity").digest()


def test_written_again_the_brokers_definitions_are_the_same() -> None:
    assert told_to_the_broker() == told_to_the_broker()

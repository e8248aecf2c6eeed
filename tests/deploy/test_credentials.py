import base64
import hashlib
import json
import stat
from pathlib import Path

from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from deploy.credentials import Credentials, broker_definitions


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


def test_the_broker_is_told_a_hash_that_fits_the_password_and_has_no_guest() -> None:
    (user,) = json.loads(broker_definitions("agentspace", "pass"))["users"]
    hashed = base64.b64decode(user["password_hash"])
    assert user["name"] == "agentspace"
    assert hashed[4:] == hashlib.sha256(hashed[:4] + b"pass").digest()

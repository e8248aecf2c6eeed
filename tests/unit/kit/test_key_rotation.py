"""A signing key is replaced while the house runs: what the old one signed holds until it ends (docs/security.md 21)."""

from pathlib import Path
from uuid import uuid4

import pytest

from deploy.credentials import Credentials
from services.contracts.actor import Actor, Role
from services.kit import assertions, keys
from services.kit.assertions import BadAssertion, Signer, Verifier
from services.kit.key_rotation import SigningKey

MEMBER = Actor(str(uuid4()), "agent", frozenset({Role.MEMBER}))


def test_both_are_trusted_while_one_takes_the_others_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "LOOK_EVERY", 0.0)
    monkeypatch.setattr(assertions, "LOOK_EVERY", 0.0)
    credentials = Credentials(tmp_path, mark="demo-only-")
    signer, verifier = Signer("identity", credentials.signing_key("identity")), Verifier(credentials.trusted_keys)
    key, before = SigningKey(tmp_path, "identity"), signer.sign(MEMBER)

    key.announce()
    key.announce()
    still = signer.sign(MEMBER)
    assert verifier.verify(before) == verifier.verify(still) == MEMBER
    credentials.signing_key("identity")  # what `make up` does: it takes no key away
    key.use()
    after = signer.sign(MEMBER)
    assert verifier.verify(before) == verifier.verify(after) == MEMBER
    key.retire()
    assert verifier.verify(after) == MEMBER
    with pytest.raises(BadAssertion):
        verifier.verify(before)
    assert (tmp_path / "signing/identity.pem").read_text().startswith("demo-only-")
    assert (tmp_path / "signing/identity.pem").stat().st_mode & 0o777 == 0o600


def test_no_new_key_signs_that_nobody_was_told_of(tmp_path: Path) -> None:
    Credentials(tmp_path).signing_key("identity")
    with pytest.raises(FileNotFoundError):
        SigningKey(tmp_path, "identity").use()

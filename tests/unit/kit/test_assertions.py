import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from services.contracts.actor import Actor, Role
from services.kit.assertions import AUDIENCE, BadAssertion, Signer, Verifier, service_actor
from tests.parts.keys import Keys

MEMBER = Actor(
    subject=str(uuid4()),
    portal="agent",
    roles=frozenset({Role.MEMBER}),
    establishments=frozenset({uuid4(), uuid4()}),
    session_id=uuid4(),
)


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return Keys(tmp_path)


def forge(keys: Keys, issuer: str, **claims: object) -> str:
    key = load_pem_private_key(keys.private_key_of(issuer).read_bytes(), None)
    now = int(time.time())
    payload = {"iss": issuer, "aud": AUDIENCE, "sub": "someone", "roles": ["member"], "iat": now, "exp": now + 60}
    return jwt.encode(payload | claims, key, algorithm="EdDSA")  # type: ignore[arg-type]  # an Ed25519 key is one of its union


def test_what_identity_signs_is_what_each_service_reads(keys: Keys) -> None:
    assert Verifier(keys.trusted).verify(keys.sign(MEMBER)) == MEMBER


def test_a_restricted_session_has_that_role_only(keys: Keys) -> None:
    restricted = Actor(subject=str(uuid4()), portal="agent", roles=frozenset({Role.RESTRICTED}))

    assert Verifier(keys.trusted).verify(keys.sign(restricted)).roles == {Role.RESTRICTED}


def test_a_service_speaks_for_itself(keys: Keys) -> None:
    token = Signer("documents", keys.private_key_of("documents")).sign(service_actor("documents"))

    assert Verifier(keys.trusted).verify(token) == service_actor("documents")


def test_a_service_does_not_speak_for_a_member(keys: Keys) -> None:
    token = Signer("documents", keys.private_key_of("documents")).sign(MEMBER)

    with pytest.raises(BadAssertion, match="speaks for another"):
        Verifier(keys.trusted).verify(token)


def test_a_service_gives_itself_no_other_role(keys: Keys) -> None:
    token = forge(keys, "documents", sub="service:documents", roles=["administrator"])

    assert Verifier(keys.trusted).verify(token).roles == {Role.SERVICE}


@pytest.mark.parametrize("apart", [timedelta(seconds=-29), timedelta(seconds=29)])
def test_a_fresh_assertion_is_accepted_by_a_clock_that_is_off(keys: Keys, apart: timedelta) -> None:
    signer = Signer("identity", keys.private_key_of("identity"))
    ahead = signer.sign(MEMBER, now=datetime.now(UTC) - apart, lifetime=timedelta(seconds=1))

    assert Verifier(keys.trusted).verify(ahead) == MEMBER


def test_nobody_takes_an_assertion_for_longer_than_five_minutes(keys: Keys) -> None:
    signer = Signer("identity", keys.private_key_of("identity"))
    token = signer.sign(MEMBER, now=datetime.now(UTC) - timedelta(minutes=5, seconds=1))

    with pytest.raises(BadAssertion, match="Expired"):
        Verifier(keys.trusted).verify(token)


def test_an_assertion_that_lives_too_long_is_not_accepted(keys: Keys) -> None:
    token = forge(keys, "identity", exp=int(time.time()) + 3600)

    with pytest.raises(BadAssertion, match="lives too long"):
        Verifier(keys.trusted).verify(token)


@pytest.mark.parametrize(
    "claims", [{"aud": "elsewhere"}, {"sub": None}, {"exp": None}, {"iss": "stranger"}, {"sid": "not a uuid"}]
)
def test_a_misshapen_assertion_is_not_accepted(keys: Keys, claims: dict[str, object]) -> None:
    with pytest.raises(BadAssertion):
        Verifier(keys.trusted).verify(forge(keys, "identity", **claims))


@pytest.mark.parametrize("token", ["", "a.b.c", "x"])
def test_what_is_no_token_is_not_accepted(keys: Keys, token: str) -> None:
    with pytest.raises(BadAssertion):
        Verifier(keys.trusted).verify(token)


def test_an_unsigned_assertion_is_not_accepted(keys: Keys) -> None:
    keys.private_key_of("identity")
    token = jwt.encode({"iss": "identity", "sub": "x", "aud": AUDIENCE}, "", algorithm="none")

    with pytest.raises(BadAssertion):
        Verifier(keys.trusted).verify(token)


def test_an_unknown_role_of_a_newer_version_is_passed_over(keys: Keys) -> None:
    token = forge(keys, "identity", roles=["member", "astronaut"])

    assert Verifier(keys.trusted).verify(token).roles == {Role.MEMBER}


def test_an_issuer_changes_its_key_without_a_gap(tmp_path: Path, keys: Keys) -> None:
    old = keys.sign(MEMBER)
    next_keys = Keys(tmp_path / "next")
    new = next_keys.sign(MEMBER)
    trusted = keys.trusted / "identity.pem"
    old_pem, new_pem = trusted.read_bytes(), (next_keys.trusted / "identity.pem").read_bytes()

    trusted.write_bytes(old_pem + new_pem)
    both = Verifier(keys.trusted)
    assert both.verify(old) == both.verify(new) == MEMBER

    trusted.write_bytes(new_pem)
    with pytest.raises(BadAssertion):
        Verifier(keys.trusted).verify(old)


def test_a_key_that_was_taken_away_is_trusted_no_more_even_for_what_was_seen(
    keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    verifier = Verifier(keys.trusted)
    token = keys.sign(MEMBER)
    verifier.verify(token)

    (keys.trusted / "identity.pem").unlink()
    (keys.trusted / "other.pem").write_bytes(b"")
    os.utime(keys.trusted / "other.pem")
    monkeypatch.setattr(time, "monotonic", lambda: float("inf"))

    with pytest.raises(BadAssertion):
        verifier.verify(token)

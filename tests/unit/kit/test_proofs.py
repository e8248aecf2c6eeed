"""Who sent a call, and that it is this one, for this service, now."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from services.kit.proofs import BadProof, Call, Prover
from tests.parts.keys import Keys

CALL = Call("identity", "log_in", b'{"args":[{}],"kwargs":{}}', None, "key", "reply-gateway-1")


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    keys = Keys(tmp_path)
    for process in ("gateway", "identity", "offers"):
        keys.call_key_of(process)
    return keys


@pytest.fixture
def gateway(keys: Keys) -> Prover:
    return keys.prover("gateway")


@pytest.fixture
def identity(keys: Keys) -> Prover:
    return keys.prover("identity")


def test_a_call_proves_who_sent_it_and_each_sending_is_another(gateway: Prover, identity: Prover) -> None:
    first, second = (identity.check(gateway.prove(CALL), CALL) for _ in range(2))

    assert first.sender == second.sender == "gateway"
    assert first.id != second.id


@pytest.mark.parametrize(
    "changed",
    [
        {"method": "reset_password"},
        {"body": b'{"args":[{"a":1}],"kwargs":{}}'},
        {"assertion": "of.another.person"},
        {"assertion": ""},
        {"idempotency_key": "another"},
        {"idempotency_key": None},
        {"reply_to": "reply-offers-1"},
    ],
    ids=str,
)
def test_a_proof_is_of_one_call_and_of_nothing_like_it(
    gateway: Prover, identity: Prover, changed: dict[str, object]
) -> None:
    with pytest.raises(BadProof, match="not what gateway proved"):
        identity.check(gateway.prove(CALL), replace(CALL, **changed))  # type: ignore[arg-type]  # of those fields


def test_a_proof_for_one_service_is_none_for_another(keys: Keys, gateway: Prover) -> None:
    with pytest.raises(BadProof):
        keys.prover("offers").check(gateway.prove(CALL), replace(CALL, service="offers"))


def test_nobody_speaks_under_the_name_of_another(keys: Keys, identity: Prover) -> None:
    version, _, *rest = keys.prover("offers").prove(CALL).split(".")

    with pytest.raises(BadProof):
        identity.check(".".join((version, "gateway", *rest)), CALL)


def test_who_receives_a_call_cannot_send_it_on_as_if_it_came_from_the_sender(
    keys: Keys, gateway: Prover, identity: Prover
) -> None:
    back = replace(CALL, service="gateway")
    _, _, *rest = identity.prove(back).split(".")

    with pytest.raises(BadProof):
        identity.check(".".join(("1", "gateway", *rest)), CALL)


@pytest.mark.parametrize(("seconds", "taken"), [(-31, False), (-29, True), (59, True), (61, False)])
def test_a_proof_lives_for_a_minute_and_bears_a_clock_that_is_off(
    gateway: Prover, identity: Prover, monkeypatch: pytest.MonkeyPatch, seconds: float, taken: bool
) -> None:
    proof = gateway.prove(CALL)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + seconds)

    if taken:
        assert identity.check(proof, CALL).sender == "gateway"
    else:
        with pytest.raises(BadProof, match="too old"):
            identity.check(proof, CALL)


@pytest.mark.parametrize("proof", [None, "", "1.gateway", "1.gateway.x.y.z", "2.gateway.1.y.z", "1.nobody.1.y.z", 7])
def test_what_is_no_proof_is_not_accepted(identity: Prover, proof: str) -> None:
    with pytest.raises(BadProof):
        identity.check(proof, CALL)


def test_a_process_changes_its_key_without_a_gap(tmp_path: Path, keys: Keys, gateway: Prover) -> None:
    old = gateway.prove(CALL)
    (tmp_path / "private" / "calls" / "gateway.pem").unlink()
    trusted = keys.trusted / "calls" / "gateway.pem"
    before = trusted.read_bytes()
    new = keys.prover("gateway").prove(CALL)
    trusted.write_bytes(before + trusted.read_bytes())

    identity = keys.prover("identity")

    assert [identity.check(proof, CALL).sender for proof in (old, new)] == ["gateway", "gateway"]


def test_a_key_that_was_taken_away_proves_nothing_any_more(keys: Keys, gateway: Prover) -> None:
    proof = gateway.prove(CALL)
    (keys.trusted / "calls" / "gateway.pem").unlink()

    with pytest.raises(BadProof):
        keys.prover("identity").check(proof, CALL)

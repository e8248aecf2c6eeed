"""What is sealed is read by its addressee alone, for the command that it was sealed for; so is the answer."""

import json
from pathlib import Path

import pytest

from services.kit.sealing import CannotOpen, CannotSeal, Opener, Sealer, open_reply, seal_reply
from tests.parts.keys import Keys

KEY = "identity.sealed.log_in"
SECRETS = {"password": "correct horse battery staple", "totp": None}


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    keys = Keys(tmp_path)
    for process in ("identity", "offers"):
        keys.call_key_of(process)
    return keys


@pytest.fixture
def identity(keys: Keys) -> Opener:
    return Opener(keys.call_key_of("identity"))


def test_the_addressee_reads_what_was_sealed_and_nothing_of_it_shows(keys: Keys, identity: Opener) -> None:
    sealed, reply_key = Sealer(keys.trusted).seal(KEY, SECRETS)

    assert identity.open(KEY, sealed) == (SECRETS, reply_key)
    assert "horse" not in sealed


def test_the_same_secret_is_never_sealed_alike(keys: Keys) -> None:
    sealer = Sealer(keys.trusted)

    assert sealer.seal(KEY, SECRETS) != sealer.seal(KEY, SECRETS)


def test_nobody_else_opens_it_nor_the_addressee_for_another_command(keys: Keys, identity: Opener) -> None:
    sealed, _ = Sealer(keys.trusted).seal(KEY, SECRETS)

    for opener, routing_key in ((Opener(keys.call_key_of("offers")), KEY), (identity, "identity.sealed.log_in_staff")):
        with pytest.raises(CannotOpen):
            opener.open(routing_key, sealed)


@pytest.mark.parametrize("sealed", [None, "", "no base64!", "YWJj", 7])
def test_what_was_not_sealed_is_not_opened(identity: Opener, sealed: object) -> None:
    with pytest.raises(CannotOpen):
        identity.open(KEY, sealed)


def test_without_a_trusted_key_nothing_is_sealed(tmp_path: Path) -> None:
    with pytest.raises(CannotSeal):
        Sealer(Keys(tmp_path).trusted).seal(KEY, SECRETS)


def test_an_answer_is_read_by_who_asked_alone(keys: Keys) -> None:
    (_, mine), (_, anothers) = (Sealer(keys.trusted).seal(KEY, SECRETS) for _ in range(2))

    result = json.loads(seal_reply(mine, b'{"access_token":"abc"}'))

    assert open_reply(mine, result) == {"access_token": "abc"}
    with pytest.raises(CannotOpen):
        open_reply(anothers, result)

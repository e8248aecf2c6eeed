from uuid import uuid4

import pytest
from cryptography.exceptions import InvalidTag

from services.contracts.identity.refusals import LinkExpired
from services.identity.hashing import Hashing
from services.identity.seal import KeyedSeal

SEAL = KeyedSeal("a key of the tests, of thirty-two signs at least")
OTHER = KeyedSeal("another key of the tests, as long as it must be")
REPLACED = KeyedSeal(
    "another key of the tests, as long as it must be", ["a key of the tests, of thirty-two signs at least"]
)
CHEAP = Hashing(memory_kib=8, passes=1, lanes=1)


def test_a_temporary_password_is_twenty_letters_and_digits_the_same_each_time_for_one_delivery() -> None:
    delivery = uuid4()
    password = SEAL.temporary_password(delivery)
    assert len(password) == 20
    assert password.isascii()
    assert password.isalnum()
    assert SEAL.temporary_password(delivery) == password


def test_what_is_derived_differs_by_delivery_by_purpose_and_by_key() -> None:
    delivery = uuid4()
    derived = {
        SEAL.temporary_password(delivery),
        SEAL.temporary_password(uuid4()),
        OTHER.temporary_password(delivery),
        SEAL.link_token(delivery),
        *SEAL.successors("token")[0],
        *OTHER.successors("token")[0],
    }
    assert len(derived) == 8


def test_a_link_token_holds_256_bits() -> None:
    assert len(SEAL.link_token(uuid4())) == 43


def test_what_is_closed_opens_with_the_same_key_only_and_unchanged_only() -> None:
    sealed = SEAL.close("a secret")
    assert "a secret" not in sealed
    assert SEAL.open(sealed) == "a secret"
    assert SEAL.close("a secret") != sealed
    with pytest.raises(InvalidTag):
        OTHER.open(sealed)
    with pytest.raises(InvalidTag):
        SEAL.open(("A" if sealed[20] != "A" else "B").join((sealed[:20], sealed[21:])))


def test_what_a_key_made_is_still_read_once_another_has_taken_its_place() -> None:
    delivery = uuid4()
    assert REPLACED.open(SEAL.close("a secret")) == "a secret"
    assert REPLACED.temporary_password(delivery, SEAL.key_id) == SEAL.temporary_password(delivery)
    assert REPLACED.link_token(delivery, SEAL.key_id) == SEAL.link_token(delivery)
    assert REPLACED.successors("token") == OTHER.successors("token") + SEAL.successors("token")


def test_what_is_made_anew_is_made_with_the_present_key_and_says_so() -> None:
    delivery = uuid4()
    assert REPLACED.key_id == OTHER.key_id != SEAL.key_id
    assert OTHER.open(REPLACED.close("a secret")) == "a secret"
    assert OTHER.open(REPLACED.closed_anew(SEAL.close("a secret")) or "") == "a secret"
    assert REPLACED.link_token(delivery, REPLACED.key_id) == OTHER.link_token(delivery)


def test_what_a_version_without_key_ids_made_is_read_with_the_key_of_then() -> None:
    without_id = SEAL.close("a secret").rpartition(".")[2]
    delivery = uuid4()
    assert (SEAL.open(without_id), REPLACED.open(without_id)) == ("a secret", "a secret")
    assert REPLACED.link_token(delivery, None) == SEAL.link_token(delivery)


def test_once_a_key_is_gone_what_it_made_is_gone() -> None:
    assert OTHER.closed_anew(SEAL.close("a secret")) is None
    with pytest.raises(LinkExpired):
        OTHER.link_token(uuid4(), SEAL.key_id)


def test_a_fingerprint_tells_nothing_without_the_key() -> None:
    assert SEAL.fingerprint("12345674") == SEAL.fingerprint("12345674")
    assert SEAL.fingerprint("12345674") != OTHER.fingerprint("12345674")


def test_a_password_is_argon2id_and_proves_itself() -> None:
    kept = CHEAP.hash("vélo rouge sous la pluie")
    assert kept.startswith("$argon2id$")
    assert CHEAP.prove("ve\u0301lo rouge sous la pluie", kept).matches
    assert not CHEAP.prove("another", kept).matches


def test_no_account_is_as_wrong_as_a_wrong_password() -> None:
    assert not CHEAP.prove("nobody's", None).matches


def test_a_password_hashed_at_a_lower_cost_is_hashed_anew() -> None:
    kept = CHEAP.hash("vélo rouge sous la pluie")
    costlier = Hashing(memory_kib=16, passes=2, lanes=1)
    assert CHEAP.prove("vélo rouge sous la pluie", kept).new_hash is None
    anew = costlier.prove("vélo rouge sous la pluie", kept).new_hash
    assert anew is not None
    assert "m=16,t=2" in anew

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest

from services.contracts.actor import Actor, Role
from services.contracts.identity import (
    AssignNumber,
    CommunicateNumber,
    ImplausibleBirthDate,
    NumberAlreadyTaken,
    NumberRequestClosed,
    PostalAddressRequired,
    RejectNumberRequest,
    RequestNumber,
    TooYoung,
    UnknownEstablishment,
    UnknownNumberRequest,
    UnknownProfession,
    WrongCheckDigit,
)
from services.identity.domain.numbers import check_digit, number_from_serial, require_check_digit
from services.identity.handlers.assign_number import assign_number
from services.identity.handlers.communicate_number import communicate_number
from services.identity.handlers.reject_number_request import reject_number_request
from services.identity.handlers.request_number import request_number
from services.identity.queries.wording import profession_names
from tests.unit.identity.fakes import NOW, Identity, InMemoryEstablishments
from tests.unit.identity.people import an_establishment

PLACE = an_establishment()
OFFICER = Actor(subject=str(uuid4()), portal="staff", roles=frozenset({Role.OFFICER}))


def correspondent(establishment_id: object = PLACE.id) -> Actor:
    roles = frozenset({Role.ESTABLISHMENT})
    return Actor(subject=str(uuid4()), portal="staff", roles=roles, establishment_id=establishment_id)  # type: ignore[arg-type]  # a UUID


def asked(identity: Identity, now: datetime = NOW, **others: Any) -> object:
    told: dict[str, Any] = {
        "portal": "agent",
        "establishment_id": PLACE.id,
        "profession": "infirmier",
        "family_name": "Vasseur",
        "given_name": "Inès",
        "birth_date": date(1990, 5, 17),
        "email": "ines@example.org",
    }
    command = RequestNumber.model_validate(told | others)
    places = InMemoryEstablishments(PLACE)
    return request_number(command, uuid4(), now, places, identity.requests, profession_names()).id


def assign(identity: Identity, request_id: object, actor: Actor, number: str | None = None) -> None:
    command = AssignNumber.model_validate({"request_id": request_id, "cgos_number": number})
    assign_number(command, uuid4(), actor, NOW, identity.requests, identity.accounts)


def test_a_check_digit_notices_every_single_mistyped_digit() -> None:
    number = number_from_serial(1_234_567)
    for position in range(8):
        for digit in "0123456789":
            typed = number[:position] + digit + number[position + 1 :]
            assert (check_digit(typed[:-1]) == typed[-1]) == (typed == number)


def test_a_number_with_a_wrong_check_digit_is_refused() -> None:
    assert require_check_digit("12345674") == "12345674"
    with pytest.raises(WrongCheckDigit):
        require_check_digit("12345675")


@pytest.mark.parametrize(
    ("changed", "refusal", "pointer"),
    [
        ({"profession": "interne"}, UnknownProfession, "/profession"),
        ({"profession": "astronaute"}, UnknownProfession, "/profession"),
        ({"birth_date": date(2010, 3, 3)}, TooYoung, "/birth_date"),
        ({"birth_date": date(2026, 3, 3)}, ImplausibleBirthDate, "/birth_date"),
        ({"birth_date": date(1925, 3, 1)}, ImplausibleBirthDate, "/birth_date"),
        ({"establishment_id": uuid4()}, UnknownEstablishment, "/establishment_id"),
        ({"delivery": "post"}, PostalAddressRequired, "/postal_address"),
    ],
)
def test_a_request_that_breaks_a_rule_names_the_field(
    identity: Identity, changed: dict[str, Any], refusal: type[Exception], pointer: str
) -> None:
    with pytest.raises(refusal) as refused:
        asked(identity, **changed)
    assert refused.value.errors[0].pointer == pointer  # type: ignore[attr-defined]  # each of them is a Refusal
    assert not identity.told


def test_somebody_of_sixteen_today_may_ask(identity: Identity) -> None:
    asked(identity, birth_date=date(2010, 3, 2))
    assert identity.told.types() == ["number_requested"]


def test_a_birthday_begins_in_paris(identity: Identity) -> None:
    asked(identity, datetime(2026, 12, 31, 23, 30, tzinfo=UTC), birth_date=date(2011, 1, 1))
    assert identity.told.types() == ["number_requested"]


def test_a_profession_is_understood_however_it_is_typed(identity: Identity) -> None:
    asked(identity, profession="Aide-Soignante")
    assert next(iter(identity.requests.known.values())).form.profession == "aide-soignant"


def test_a_number_is_assigned_by_the_establishment_and_communicated_by_an_officer(identity: Identity) -> None:
    request_id = asked(identity)
    assign(identity, request_id, correspondent())
    (member,) = identity.accounts.known.values()
    assert not member.may_log_in_first
    communicate_number(
        CommunicateNumber.model_validate({"request_id": request_id}), OFFICER, NOW, identity.requests, identity.accounts
    )
    (member,) = identity.accounts.known.values()
    assert member.may_log_in_first
    assert identity.told.types() == ["number_requested", "number_assigned", "number_communicated"]


def test_the_correspondent_of_another_establishment_finds_no_request(identity: Identity) -> None:
    request_id = asked(identity)
    with pytest.raises(UnknownNumberRequest):
        assign(identity, request_id, correspondent(uuid4()))
    with pytest.raises(UnknownNumberRequest):
        assign(identity, request_id, correspondent(None))


def test_an_establishments_own_number_is_checked_and_never_given_twice(identity: Identity) -> None:
    number = number_from_serial(7_000_000)
    assign(identity, asked(identity), correspondent(), number)
    with pytest.raises(NumberAlreadyTaken):
        assign(identity, asked(identity), correspondent(), number)
    with pytest.raises(WrongCheckDigit):
        assign(identity, asked(identity), correspondent(), "12345675")


def test_a_number_is_communicated_only_once_assigned_and_only_once(identity: Identity) -> None:
    request_id = asked(identity)
    command = CommunicateNumber.model_validate({"request_id": request_id})
    with pytest.raises(NumberRequestClosed):
        communicate_number(command, OFFICER, NOW, identity.requests, identity.accounts)
    assign(identity, request_id, correspondent())
    communicate_number(command, OFFICER, NOW, identity.requests, identity.accounts)
    with pytest.raises(NumberRequestClosed):
        communicate_number(command, OFFICER, NOW, identity.requests, identity.accounts)


def test_rejecting_an_assigned_request_closes_the_account_that_never_opened(identity: Identity) -> None:
    request_id = asked(identity)
    assign(identity, request_id, correspondent())
    command = RejectNumberRequest.model_validate({"request_id": request_id, "reason": "Pas de contrat."})
    reject_number_request(command, OFFICER, NOW, identity.requests, identity.accounts)
    assert all(member.is_closed for member in identity.accounts.known.values())
    with pytest.raises(NumberRequestClosed):
        assign(identity, request_id, correspondent())

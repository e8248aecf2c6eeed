from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.contracts.actor import Actor, Role
from services.contracts.identity import AssignNumber, CommunicateNumber, RequestNumber
from services.contracts.identity.refusals import (
    ImplausibleBirthDate,
    PostalAddressRequired,
    SecondPersonRequired,
    TooManyNumberRequestsForEstablishment,
    TooManyNumberRequestsForPerson,
    TooManyNumberRequestsFromHere,
    TooYoung,
    UnknownEstablishment,
    UnknownNumberRequest,
    UnknownProfession,
    WrongCheckDigit,
)
from services.contracts.refusals import Throttled
from services.identity.domain.numbers import (
    RecentRequests,
    RequestLimits,
    RequestState,
    check_digit,
    next_steps,
    number_from_serial,
    require_check_digit,
)
from services.identity.handlers.assign_number import assign_number
from services.identity.handlers.communicate_number import communicate_number
from services.identity.handlers.request_number import request_number
from services.identity.queries.wording import profession_names
from tests.unit.identity.fakes import NOW, Identity, InMemoryEstablishments
from tests.unit.identity.people import an_establishment

PLACE = an_establishment()
LIMITS = RequestLimits(per_source=30, per_establishment=20, per_person=10)
OFFICER = Actor(subject=str(uuid4()), portal="staff", roles=frozenset({Role.OFFICER}))


def correspondent(*establishments: UUID, also: frozenset[Role] = frozenset()) -> Actor:
    roles = frozenset({Role.ESTABLISHMENT}) | also
    return Actor(subject=str(uuid4()), portal="staff", roles=roles, establishments=frozenset(establishments))


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
    return request_number(command, uuid4(), now, LIMITS, places, identity.requests, profession_names()).id


def assign(identity: Identity, request_id: object, actor: Actor, number: str | None = None) -> None:
    command = AssignNumber.model_validate({"request_id": request_id, "cgos_number": number})
    assign_number(command, uuid4(), actor, NOW, identity.requests, identity.accounts)


def communicate(identity: Identity, request_id: object, actor: Actor) -> None:
    command = CommunicateNumber.model_validate({"request_id": request_id})
    communicate_number(command, actor, NOW, identity.requests, identity.accounts)


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


@pytest.mark.parametrize(
    ("recent", "refusal", "facts"),
    [
        (RecentRequests(7, 0, person_has_enough=False), TooManyNumberRequestsFromHere, {"most": 30, "retry_after": 7}),
        (
            RecentRequests(0, 9, person_has_enough=False),
            TooManyNumberRequestsForEstablishment,
            {"most": 20, "retry_after": 9},
        ),
        (
            RecentRequests(0, 0, person_has_enough=True),
            TooManyNumberRequestsForPerson,
            {"most": 10, "retry_after": 24 * 3600},
        ),
    ],
)
def test_too_many_requests_are_refused_with_the_figure_and_nothing_is_kept(
    identity: Identity, recent: RecentRequests, refusal: type[Throttled], facts: dict[str, int]
) -> None:
    identity.requests.before_it = recent
    with pytest.raises(refusal) as refused:
        asked(identity)
    assert refused.value.facts == facts
    assert not identity.requests.known
    assert not identity.told


def test_a_profession_is_understood_however_it_is_typed(identity: Identity) -> None:
    asked(identity, profession="Aide-Soignante")
    assert next(iter(identity.requests.known.values())).form.profession == "aide-soignant"


def test_a_number_is_assigned_by_the_establishment_and_communicated_by_an_officer(identity: Identity) -> None:
    request_id = asked(identity)
    assign(identity, request_id, correspondent(PLACE.id))
    (member,) = identity.accounts.known.values()
    assert not member.may_log_in_first
    communicate(identity, request_id, OFFICER)
    (member,) = identity.accounts.known.values()
    assert member.may_log_in_first
    assert identity.told.types() == ["number_requested", "number_assigned", "number_communicated"]


def test_the_correspondent_of_another_establishment_finds_no_request(identity: Identity) -> None:
    request_id = asked(identity)
    with pytest.raises(UnknownNumberRequest):
        assign(identity, request_id, correspondent(uuid4()))
    with pytest.raises(UnknownNumberRequest):
        assign(identity, request_id, correspondent())
    assign(identity, request_id, correspondent(uuid4(), PLACE.id))


def test_being_an_officer_as_well_carries_no_correspondent_to_another_establishment(identity: Identity) -> None:
    request_id = asked(identity)
    both = correspondent(uuid4(), also=frozenset({Role.OFFICER}))
    with pytest.raises(UnknownNumberRequest):
        assign(identity, request_id, both)
    assign(identity, request_id, correspondent(PLACE.id))
    communicate(identity, request_id, both)
    assert next(iter(identity.requests.known.values())).status == "communicated"


def test_who_assigned_a_number_does_not_communicate_it(identity: Identity) -> None:
    request_id = asked(identity)
    both = correspondent(PLACE.id, also=frozenset({Role.OFFICER}))
    assign(identity, request_id, both)
    with pytest.raises(SecondPersonRequired):
        communicate(identity, request_id, both)
    communicate(identity, request_id, OFFICER)


def test_nobody_is_offered_a_step_that_they_would_be_refused() -> None:
    both, elsewhere = correspondent(PLACE.id, also=frozenset({Role.OFFICER})), correspondent(uuid4())
    asked = RequestState("requested", PLACE.id)
    assert next_steps(both, asked) == ["assign", "merge", "reject", "correct"]
    assert next_steps(both, RequestState("requested", uuid4())) == ["merge", "reject", "correct"]
    assert next_steps(elsewhere, asked) == []
    alone = replace(asked, has_correspondent=False)
    assert next_steps(OFFICER, alone) == ["assign_for", "merge", "reject", "correct"]
    assert next_steps(correspondent(PLACE.id), asked) == ["assign", "merge", "reject"]
    assert next_steps(correspondent(PLACE.id), replace(asked, status="assigned")) == ["reject"]
    mine = RequestState("assigned", PLACE.id, assigned_by=both.id)
    assert next_steps(both, mine) == ["reject", "correct"]
    assert next_steps(OFFICER, mine) == ["communicate", "reject", "correct"]
    told = RequestState("communicated", PLACE.id, assigned_by=both.id, letter_due=True)
    assert next_steps(OFFICER, told) == ["correct", "resend", "posted"]
    assert next_steps(both, told) == ["correct", "posted"]
    assert next_steps(OFFICER, replace(told, opened=True, letter_due=False)) == []


def test_whoever_is_good_in_a_region_is_so_at_each_of_its_establishments_and_nowhere_else() -> None:
    here = frozenset({"Bretagne"})
    officer = replace(OFFICER, regions=here)
    wide = replace(correspondent(), regions=here)
    here_asked = RequestState("requested", uuid4(), "Bretagne")
    here_assigned = replace(here_asked, status="assigned")
    assert next_steps(officer, here_assigned) == ["communicate", "reject", "correct"]
    assert next_steps(wide, here_asked) == ["assign", "merge", "reject"]
    assert next_steps(officer, RequestState("assigned", PLACE.id, "Occitanie")) == []
    assert next_steps(wide, RequestState("requested", PLACE.id, "Occitanie")) == []

from typing import Any

import pytest

from services.contracts.base import Created
from services.contracts.identity import (
    AssignNumber,
    CommunicateNumber,
    GetNumberCommunication,
    ListEstablishments,
    ListNumberRequests,
    ListPortals,
    RegisterEstablishment,
    RejectNumberRequest,
    RequestNumber,
)
from services.contracts.identity.refusals import (
    EstablishmentAlreadyRegistered,
    NumberAlreadyTaken,
    NumberRequestClosed,
    UnknownNumberRequest,
)
from services.contracts.refusals import NotPermitted
from services.identity.domain.numbers import number_from_serial
from services.kit.database.paging import BadCursor
from tests.integration.identity.office import Office


def names(office: Office, q: str) -> list[str]:
    return [place.name for place in office.call(ListEstablishments(q=q, limit=100)).items]


def test_a_visitor_learns_which_portal_is_theirs(office: Office) -> None:
    assert office.call(ListPortals(profession="praticien hospitalier")).portal == "medical"
    assert office.call(ListPortals(profession="infirmière")).portal == "agent"


def test_an_establishment_is_found_without_accents_by_the_beginning_of_any_of_its_words(office: Office) -> None:
    office.establishment("Hôpital Émile-Zélande", city="Bœuville")
    for typed in ("hopital zel", "EMILE", "Zélande boeu", "69003 emile"):
        assert "Hôpital Émile-Zélande" in names(office, typed), typed
    assert "Hôpital Émile-Zélande" not in names(office, "zel paris")
    assert names(office, "' | & :* !") == names(office, "")


def test_the_same_name_in_the_same_postal_code_is_registered_once(office: Office) -> None:
    office.establishment("CH des Trois Ponts")
    with pytest.raises(EstablishmentAlreadyRegistered):
        office.establishment("ch des trois-ponts")


def test_registering_twice_with_one_key_registers_once(office: Office) -> None:
    command = RegisterEstablishment(name="CH du Même", kind="ch", city="Lyon", postal_code="69009", region="ARA")
    first = office.call(command, office.administrator, key="register once")
    assert office.call(command, office.administrator, key="register once") == first


def test_lists_are_walked_page_by_page_and_refuse_a_cursor_of_another_list(office: Office) -> None:
    for turn in range(3):
        office.establishment(f"Pagination numéro {turn}")
    first = office.call(ListEstablishments(q="pagination", limit=2))
    second = office.call(ListEstablishments(q="pagination", limit=2, cursor=first.next_cursor))
    assert [place.name[-1] for place in (*first.items, *second.items)] == ["0", "1", "2"]
    assert second.next_cursor is None
    for cursor in ("nonsense", first.next_cursor):
        with pytest.raises(BadCursor):
            office.call(ListNumberRequests(cursor=cursor), office.officer)


def test_a_correspondent_sees_and_assigns_only_what_their_establishment_was_asked(office: Office) -> None:
    here, elsewhere = office.establishment(), office.establishment()
    request_id = office.request(here.id)
    mine = office.call(ListNumberRequests(), office.correspondent(here.id)).items
    assert [request.id for request in mine] == [request_id]
    assert mine[0].establishment.name == here.name
    assert office.call(ListNumberRequests(), office.correspondent(elsewhere.id)).items == []
    with pytest.raises(UnknownNumberRequest):
        office.call(AssignNumber(request_id=request_id), office.correspondent(elsewhere.id))
    with pytest.raises(NotPermitted):
        office.call(AssignNumber(request_id=request_id), office.officer)
    with pytest.raises(NotPermitted):
        office.call(CommunicateNumber(request_id=request_id), office.correspondent(here.id))


def test_a_profession_that_is_none_of_the_list_is_kept_and_shown_in_words(office: Office) -> None:
    place = office.establishment()
    request_id = office.request(place.id, profession="autre-agent", other_profession="Orthoptiste")
    shown = office.call(ListNumberRequests(), office.correspondent(place.id)).items
    assert [(each.id, each.other_profession) for each in shown] == [(request_id, "Orthoptiste")]


def test_a_number_goes_from_asked_to_assigned_to_communicated_with_its_events(office: Office) -> None:
    place = office.establishment()
    request_id = office.request(place.id, delivery="post", postal_address="1 rue du Lac, Lyon")
    office.ear.hear("number_requested", request_id=request_id, establishment_id=place.id)
    with pytest.raises(NumberRequestClosed):
        office.call(CommunicateNumber(request_id=request_id), office.officer)
    assigned = office.call(AssignNumber(request_id=request_id), office.correspondent(place.id))
    assert assigned.status == "assigned"
    heard = office.ear.hear("number_assigned", request_id=request_id)
    communicated = office.call(CommunicateNumber(request_id=request_id), office.officer)
    assert communicated.status == "communicated"
    told = office.ear.hear("number_communicated", request_id=request_id)
    assert told["member_id"] == heard["member_id"]
    assert told["delivery"] == "post"
    letter = office.call(GetNumberCommunication(request_id=request_id), office.notifications)
    assert (letter.cgos_number, letter.given_name, letter.language) == (assigned.cgos_number, "Inès", "fr")
    open_ones = office.call(ListNumberRequests(status="requested", limit=100), office.officer).items
    assert request_id not in [request.id for request in open_ones]


def test_an_establishments_own_numbers_are_passed_over_when_one_is_drawn(office: Office) -> None:
    drawn = office.assigned().cgos_number or ""
    following = number_from_serial(int(drawn[:7]) + 1)
    place = office.establishment()
    own = office.correspondent(place.id)
    office.call(AssignNumber(request_id=office.request(place.id), cgos_number=following), own)
    assert office.assigned().cgos_number not in {drawn, following}
    with pytest.raises(NumberAlreadyTaken):
        office.call(AssignNumber(request_id=office.request(place.id), cgos_number=following), own)


def test_who_has_a_number_is_answered_like_anybody_and_the_correspondent_is_warned(office: Office) -> None:
    place = office.establishment()
    known: dict[str, Any] = {"family_name": "D’Arcy-Müller", "given_name": "Zoé"}
    office.request(place.id, **known)
    command = RequestNumber.model_validate(
        {
            "portal": "agent",
            "establishment_id": place.id,
            "profession": "infirmier",
            "family_name": "d'arcy muller",
            "given_name": "ZOE",
            "birth_date": "1990-05-17",
            "email": "other@example.org",
        }
    )
    assert isinstance(office.call(command), Created)
    listed = office.call(ListNumberRequests(), office.correspondent(place.id)).items
    assert [request.possible_duplicate for request in listed] == [False, True]


def test_a_rejected_request_tells_why_and_stays_closed(office: Office) -> None:
    place = office.establishment()
    request_id = office.request(place.id)
    rejected = office.call(RejectNumberRequest(request_id=request_id, reason="Pas de contrat."), office.officer)
    assert (rejected.status, rejected.reason) == ("rejected", "Pas de contrat.")
    with pytest.raises(NumberRequestClosed):
        office.call(AssignNumber(request_id=request_id), office.correspondent(place.id))

"""What becomes of a request for a number: mended, sent again, posted, merged, refused."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.contracts.actor import Role
from services.contracts.identity import (
    CommunicateNumber,
    CreateStaffAccount,
    GetNumberCommunication,
    ListNumberRequests,
    NumberRequestStatus,
    NumberRequestView,
    RejectNumberRequest,
)
from services.contracts.identity.number_office import (
    AssignForEstablishment,
    CorrectNumberRequest,
    GetNumberRefusal,
    ListDueLetters,
    MarkLetterPosted,
    MergeNumberRequest,
    ResendNumber,
)
from services.contracts.identity.refusals import CorrespondentAssigns, NotAlike, UnknownNumberRequest
from tests.integration.identity.office import Office
from tests.integration.identity.test_member_file import tell
from tests.parts.house import House
from tests.parts.waiting import wait_for


def shown(office: Office, request_id: object, status: NumberRequestStatus = "communicated") -> NumberRequestView:
    query = ListNumberRequests(status=status, limit=100)
    while True:
        page = office.call(query, office.officer)
        found: NumberRequestView | None = next((each for each in page.items if each.id == request_id), None)
        if found is not None:
            return found
        query = query.model_copy(update={"cursor": page.next_cursor})


def test_a_bounce_is_seen_on_the_request_which_is_mended_and_sent_again(office: Office, house: House) -> None:
    request = office.assigned(email="nobody@example.org")
    office.call(CommunicateNumber(request_id=request.id), office.officer)
    told = office.ear.hear("number_communicated", request_id=request.id)
    about = {"about": "number_communicated", "request_id": str(request.id)}
    tell(house, "email_bounced", UUID(told["member_id"]), **about)
    wait_for(lambda: shown(office, request.id).email_bounced, what="the bounce")
    fresh = CorrectNumberRequest(request_id=request.id, email="ines@example.org", given_name="Inès-Marie")
    assert not office.call(fresh, office.officer).email_bounced
    office.call(ResendNumber(request_id=request.id), office.officer)
    office.ear.hear("number_communicated", request_id=request.id)
    letter = office.call(GetNumberCommunication(request_id=request.id), office.notifications)
    assert (letter.email, letter.given_name) == ("ines@example.org", "Inès-Marie")


def test_a_number_by_post_is_a_letter_of_the_batch_until_it_is_marked(office: Office) -> None:
    request = office.assigned(delivery="post", postal_address="1 rue du Lac\n69003 Lyon")
    office.call(CommunicateNumber(request_id=request.id), office.officer)
    (letter,) = [each for each in office.call(ListDueLetters(), office.officer).items if each.request_id == request.id]
    assert (letter.cgos_number, letter.postal_address) == (request.cgos_number, "1 rue du Lac, 69003 Lyon")
    assert "posted" in shown(office, request.id).next_steps
    posted = office.call(MarkLetterPosted(request_id=request.id), office.officer)
    assert posted.posted_at is not None
    left = office.call(ListDueLetters(), office.officer).items
    assert request.id not in [each.request_id for each in left]


def test_a_double_is_shown_to_who_assigns_and_merged_into_the_account(office: Office) -> None:
    who: dict[str, Any] = {"family_name": "Kervella-Roux", "given_name": "Yann", "birth_date": date(1979, 3, 9)}
    member_id, number = office.communicated(**who, email="on.file@example.org")
    place = office.establishment()
    request_id = office.request(place.id, **(who | {"family_name": "kervela roux"}), email="other@example.org")
    correspondent = office.correspondent(place.id)
    (request,) = office.call(ListNumberRequests(), correspondent).items
    assert [(each.id, each.cgos_number) for each in request.alike] == [(member_id, number)]
    assert "merge" in request.next_steps
    with pytest.raises(NotAlike):
        office.call(MergeNumberRequest(request_id=request_id, member_id=uuid4()), correspondent)
    merged = office.call(MergeNumberRequest(request_id=request_id, member_id=member_id), correspondent)
    assert (merged.status, merged.cgos_number, merged.next_steps) == ("merged", number, [])
    asked = office.ear.hear("number_reminder_requested", account_id=member_id)
    told = office.collect(asked["delivery_id"])
    assert (told.secret, told.email) == (number, "on.file@example.org")


def test_a_refused_visitor_is_told_why_and_nobody_else_learns_the_reason(office: Office) -> None:
    place = office.establishment()
    request_id = office.request(place.id, email="refused@example.org")
    with pytest.raises(UnknownNumberRequest):
        office.call(GetNumberRefusal(request_id=request_id), office.notifications)
    reject = RejectNumberRequest(request_id=request_id, reason="Cette personne ne travaille pas ici.")
    office.call(reject, office.correspondent(place.id))
    office.ear.hear("number_request_rejected", request_id=request_id)
    refusal = office.call(GetNumberRefusal(request_id=request_id), office.notifications)
    assert (refusal.email, refusal.reason) == ("refused@example.org", reject.reason)
    assert reject.reason not in office.ear.everything()


def test_where_nobody_speaks_for_an_establishment_an_officer_assigns_on_record(
    office: Office,
) -> None:
    place, taken = office.establishment(), office.establishment()
    request_id = office.request(place.id)
    assert "assign_for" in shown(office, request_id, "requested").next_steps
    assigned = office.call(AssignForEstablishment(request_id=request_id), office.officer)
    assert "communicate" not in assigned.next_steps
    office.ear.hear("acted", act="number_assigned_for_establishment", detail=place.id)
    account = CreateStaffAccount(
        email=f"{uuid4().hex}@example.org",
        family_name="A",
        given_name="B",
        roles=[Role.ESTABLISHMENT],
        establishment_id=taken.id,
    )
    office.call(account, office.administrator)
    other = office.request(taken.id)
    assert "assign_for" not in shown(office, other, "requested").next_steps
    with pytest.raises(CorrespondentAssigns):
        office.call(AssignForEstablishment(request_id=other), office.officer)

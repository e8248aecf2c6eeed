"""A request for a number once somebody has looked at it: mended, sent again, posted, merged, told why not."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.contracts.identity import RejectNumberRequest
from services.contracts.identity.number_office import (
    AssignForEstablishment,
    CorrectNumberRequest,
    MarkLetterPosted,
    MergeNumberRequest,
    ResendNumber,
)
from services.contracts.identity.refusals import (
    CorrespondentAssigns,
    NotAlike,
    NumberRequestClosed,
    PostalAddressRequired,
    SecondPersonRequired,
    TooYoung,
)
from services.contracts.notifications import EmailBounced
from services.identity.domain.numbers import NumberRequest
from services.identity.handlers.assign_for_establishment import assign_for_establishment
from services.identity.handlers.correct_number_request import correct_number_request
from services.identity.handlers.mark_letter_posted import mark_letter_posted
from services.identity.handlers.merge_number_request import merge_number_request
from services.identity.handlers.on_email_bounced import on_email_bounced
from services.identity.handlers.reject_number_request import reject_number_request
from services.identity.handlers.resend_number import resend_number
from tests.unit.identity.fakes import NOW, Identity
from tests.unit.identity.glass import link_draft
from tests.unit.identity.people import a_member, one_of_the_staff
from tests.unit.identity.test_numbers import OFFICER, PLACE, asked, assign, communicate, correspondent


def told(identity: Identity, **others: Any) -> UUID:
    """Assigned by the establishment, communicated by an officer."""
    request_id = asked(identity, **others)
    assign(identity, request_id, correspondent(PLACE.id))
    communicate(identity, request_id, OFFICER)
    return UUID(str(request_id))


def correct(identity: Identity, request_id: object, **given: Any) -> NumberRequest:
    command = CorrectNumberRequest.model_validate({"request_id": request_id, **given})
    stores = identity.requests, identity.accounts, identity.secrets
    correct_number_request(command, OFFICER, NOW, *stores)
    return identity.requests.get(command.request_id)


def resend(identity: Identity, request_id: UUID, by: Any = OFFICER) -> None:
    resend_number(ResendNumber(request_id=request_id), by, identity.requests, identity.accounts)


def post(identity: Identity, request_id: UUID) -> None:
    mark_letter_posted(MarkLetterPosted(request_id=request_id), OFFICER, NOW, identity.requests)


def merge(identity: Identity, request_id: object, member_id: UUID) -> None:
    command = MergeNumberRequest.model_validate({"request_id": request_id, "member_id": member_id})
    stores = identity.requests, identity.accounts, identity.secrets
    merge_number_request(command, link_draft(), correspondent(PLACE.id), NOW, *stores)


def bounces(identity: Identity, request_id: UUID, account_id: UUID, about: str) -> None:
    event = EmailBounced(email_id=uuid4(), account_id=account_id, about=about, request_id=request_id)
    on_email_bounced(event, NOW, identity.requests, identity.accounts)


def test_a_number_that_went_to_a_dead_address_is_corrected_and_sent_again(identity: Identity) -> None:
    request_id = told(identity, email="ines@exampel.org")
    (member,) = identity.accounts.known.values()
    bounces(identity, request_id, member.id, "number_communicated")
    assert identity.requests.get(request_id).email_bounced_at == NOW
    corrected = correct(identity, request_id, email="ines@example.org", family_name="Vasseur-Roy")
    assert corrected.email_bounced_at is None
    (member,) = identity.accounts.known.values()
    assert (member.email, member.family_name, member.email_state) == ("ines@example.org", "Vasseur-Roy", "unverified")
    resend(identity, request_id)
    assert identity.told.types().count("number_communicated") == 2


def test_once_the_member_has_opened_the_account_it_is_theirs(identity: Identity) -> None:
    request_id = told(identity)
    (member,) = identity.accounts.known.values()
    member.activated_at = NOW
    with pytest.raises(NumberRequestClosed):
        correct(identity, request_id, email="thief@example.org")
    with pytest.raises(NumberRequestClosed):
        resend(identity, request_id)


def test_who_assigned_a_number_does_not_send_it_again(identity: Identity) -> None:
    request_id = told(identity)
    identity.requests.known[request_id].assigned_by = OFFICER.id
    with pytest.raises(SecondPersonRequired):
        resend(identity, request_id)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [({"delivery": "post"}, PostalAddressRequired), ({"birth_date": NOW.date() - timedelta(days=3650)}, TooYoung)],
)
def test_a_correction_keeps_the_rules_of_the_form(identity: Identity, given: Any, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        correct(identity, asked(identity), **given)


def test_a_letter_is_posted_once_and_due_again_where_it_is_sent_again(identity: Identity) -> None:
    request_id = told(identity, delivery="post", postal_address="1 rue des Lilas, 35000 Rennes")
    post(identity, request_id)
    assert identity.requests.get(request_id).posted_at == NOW
    resend(identity, request_id)
    assert identity.requests.get(request_id).posted_at is None
    with pytest.raises(NumberRequestClosed):
        post(identity, told(identity))


def test_a_refused_visitor_is_told_and_their_dead_address_marks_no_account(identity: Identity) -> None:
    request_id = UUID(str(asked(identity)))
    command = RejectNumberRequest(request_id=request_id, reason="Pas d'ici.")
    reject_number_request(command, OFFICER, NOW, identity.requests, identity.accounts)
    assert identity.told.types() == ["number_requested", "number_request_rejected"]
    bounces(identity, request_id, request_id, "number_request_rejected")
    assert identity.requests.get(request_id).email_bounced_at == NOW


def test_a_double_is_merged_and_only_the_address_on_file_hears_of_the_number(identity: Identity) -> None:
    identity.accounts.add(member := a_member(family_name="VASEUR", email="on.file@example.org"))
    request_id = UUID(str(asked(identity, email="somebody@example.org")))
    merge(identity, request_id, member.id)
    merged = identity.requests.get(request_id)
    assert (merged.status, merged.cgos_number, merged.member_id) == ("merged", member.cgos_number, member.id)
    (secret,) = identity.secrets.known.values()
    assert (secret.purpose, secret.email) == ("number_reminder", "on.file@example.org")
    with pytest.raises(NumberRequestClosed):
        merge(identity, request_id, member.id)


@pytest.mark.parametrize(
    "others",
    [{"family_name": "Martin"}, {"birth_date": date(1990, 5, 18)}, {"communicated_at": None}, {"closed_at": NOW}],
    ids=lambda others: next(iter(others)),
)
def test_a_request_is_merged_into_nobody_elses_account(identity: Identity, others: Any) -> None:
    identity.accounts.add(member := a_member(**others))
    with pytest.raises(NotAlike):
        merge(identity, asked(identity), member.id)
    with pytest.raises(NotAlike):
        merge(identity, asked(identity), uuid4())


def test_an_officer_assigns_only_where_nobody_speaks_for_the_establishment(identity: Identity) -> None:
    request_id = UUID(str(asked(identity)))
    command, stores = AssignForEstablishment(request_id=request_id), (identity.requests, identity.accounts)
    speaker = one_of_the_staff(establishments=[PLACE.id], establishment_id=PLACE.id)
    identity.accounts.add(speaker)
    with pytest.raises(CorrespondentAssigns):
        assign_for_establishment(command, uuid4(), OFFICER, NOW, *stores)
    speaker.closed_at = NOW
    assign_for_establishment(command, uuid4(), OFFICER, NOW, *stores)
    with pytest.raises(SecondPersonRequired):
        communicate(identity, request_id, OFFICER)

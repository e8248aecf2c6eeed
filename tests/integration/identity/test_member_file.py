import json
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

import pika
import pytest

from services.contracts.calendar import day_in_paris
from services.contracts.identity import (
    ChangeEmail,
    Child,
    CommunicateNumber,
    ConfirmEmail,
    GetApplicant,
    GetContact,
    GetHousehold,
    GetMe,
    GetNumberCommunication,
    GetResetLink,
    MeView,
    PutHousehold,
    RequestPasswordReset,
    ResetPassword,
    UpdateMe,
)
from services.contracts.identity.refusals import (
    CurrentPasswordRequired,
    LinkExpired,
    SessionEnded,
    UnknownPerson,
    WrongCurrentPassword,
)
from services.contracts.refusals import NotPermitted, StaleVersion
from tests.integration.identity.office import OWN_PASSWORD, Member, Office
from tests.parts.house import House
from tests.parts.waiting import wait_for

THIS_YEAR = day_in_paris(datetime.now(UTC)).year


def me(office: Office, member: Member) -> MeView:
    view: MeView = office.call(GetMe(), member.actor)
    return view


def tell(house: House, event_type: str, account_id: UUID, **more: str) -> None:
    """As notifications does."""
    event_id = str(uuid4())
    envelope = {
        "specversion": "1.0",
        "id": event_id,
        "source": "/notifications",
        "type": event_type,
        "subject": str(uuid4()),
        "time": datetime.now(UTC).isoformat(),
        "datacontenttype": "application/json",
        "data": {"email_id": str(uuid4()), "account_id": str(account_id)} | more,
    }
    with pika.BlockingConnection(pika.URLParameters(house.rabbitmq.url)) as connection:
        properties = pika.BasicProperties(content_type="application/json", message_id=event_id, delivery_mode=2)
        channel = connection.channel()
        channel.basic_publish("notifications.events", event_type, json.dumps(envelope).encode(), properties)


def test_the_file_is_updated_field_by_field_and_a_stale_update_is_refused(office: Office) -> None:
    member = office.member()
    seen = me(office, member)
    office.call(UpdateMe(phone="01 02 03 04 05", expected_version=seen.version), member.actor)
    changed: MeView = office.call(UpdateMe(language="en"), member.actor)
    assert (changed.phone, changed.language) == ("01 02 03 04 05", "en")
    with pytest.raises(StaleVersion):
        office.call(UpdateMe(phone="", expected_version=seen.version), member.actor)
    cleared: MeView = office.call(UpdateMe(phone="", expected_version=changed.version), member.actor)
    assert cleared.phone is None
    assert cleared.establishment is not None


def test_an_address_is_changed_at_the_new_one_and_the_old_one_can_be_told(office: Office) -> None:
    member = office.member()
    with pytest.raises(CurrentPasswordRequired):
        office.call(ChangeEmail(email="ines@example.com"), member.actor)
    with pytest.raises(WrongCurrentPassword):
        office.call(ChangeEmail(email="ines@example.com", current_password="a guess"), member.actor)
    elsewhere = office.log_in(member.cgos_number, OWN_PASSWORD)
    forgotten = RequestPasswordReset(cgos_number=member.cgos_number)
    office.call(forgotten)
    reset = office.collect(office.ear.hear("password_reset_requested", account_id=member.id)["delivery_id"])
    office.call(ChangeEmail(email="ines@example.com", current_password=OWN_PASSWORD), member.actor)
    delivery = office.ear.hear("email_confirmation_requested", account_id=member.id)["delivery_id"]
    link = office.collect(delivery)
    assert (link.email, link.purpose) == ("ines@example.com", "email_confirmation")
    assert me(office, member).pending_email == "ines@example.com"
    with pytest.raises(LinkExpired):
        office.call(ConfirmEmail(token=link.secret), office.member().actor)
    office.call(ConfirmEmail(token=link.secret), member.actor)
    office.ear.hear("email_changed", account_id=member.id)
    office.ear.hear("email_confirmed", account_id=member.id)
    assert office.identify(member.session).subject == member.id
    with pytest.raises(SessionEnded):
        office.identify(elsewhere)
    with pytest.raises(LinkExpired):
        office.call(ResetPassword(token=reset.secret, new_password="quatorze biscuits bancals"))
    office.call(forgotten)
    waits = office.collect(office.ear.hear("password_reset_requested", account_id=member.id)["delivery_id"])
    assert (waits.email, waits.former_address) == ("ines.vasseur@example.org", True)
    contact = office.call(GetContact(account_id=member.id), office.notifications)
    assert (contact.email, contact.previous_email) == ("ines@example.com", "ines.vasseur@example.org")
    assert contact.email_state == "verified"


def test_a_forgotten_password_is_reset_by_a_link_which_ends_every_session(office: Office) -> None:
    """docs/security.md 3."""
    member = office.member()
    office.call(RequestPasswordReset(cgos_number=member.cgos_number))
    delivery = office.ear.hear("password_reset_requested", account_id=member.id)["delivery_id"]
    link = office.collect(delivery)
    assert office.call(GetResetLink(token=link.secret)).portal == "agent"
    command = ResetPassword(token=link.secret, new_password="quatorze biscuits bancals")
    office.call(command, key="a reset")
    office.call(command, key="a reset")
    office.ear.hear("password_changed", account_id=member.id)
    with pytest.raises(SessionEnded):
        office.identify(member.session)
    for used in (command, GetResetLink(token=link.secret)):
        with pytest.raises(LinkExpired):
            office.call(used)
    assert office.log_in(member.cgos_number, "quatorze biscuits bancals")


def test_an_address_that_bounced_is_shown_still_gets_its_link_and_is_cleared_once_it_takes_mail(
    office: Office, house: House
) -> None:
    member = office.member()
    tell(house, "email_bounced", member.id)
    wait_for(lambda: me(office, member).email_state == "bounced", what="the bounce shown")
    office.call(RequestPasswordReset(cgos_number=member.cgos_number))
    delivery = office.ear.hear("password_reset_requested", account_id=member.id)["delivery_id"]
    assert office.collect(delivery).email_bounced
    tell(house, "email_accepted_again", member.id)
    wait_for(lambda: me(office, member).email_state == "verified", what="the address cleared")


def test_a_number_whose_mail_bounced_is_asked_for_again_with_the_address_marked(office: Office, house: House) -> None:
    request = office.assigned()
    office.call(CommunicateNumber(request_id=request.id), office.officer)
    member_id = office.ear.hear("number_communicated", request_id=request.id)["member_id"]
    again = GetNumberCommunication(request_id=request.id)
    assert not office.call(again, office.notifications).email_bounced
    tell(house, "email_bounced", UUID(member_id))
    wait_for(lambda: office.call(again, office.notifications).email_bounced, what="the mark")


def test_the_household_is_told_as_a_whole_and_not_from_a_page_seen_long_ago(office: Office) -> None:
    member = office.member()
    empty = office.call(GetHousehold(), member.actor)
    assert (empty.version, empty.parts, empty.children) == (0, Decimal(1), [])
    child = Child(given_name="Léa", birth_date=date(2015, 4, 1), disabled=True)
    told = PutHousehold(family_situation="single", children=[child], parts=Decimal("2.5"), expected_version=0)
    assert office.call(told, member.actor).children == [child]
    office.ear.hear("household_changed", member_id=member.id)
    with pytest.raises(StaleVersion):
        office.call(told, member.actor)


def test_what_services_ask_is_for_services_and_strangers_are_unknown(office: Office) -> None:
    member = office.member()
    for query in (GetContact(account_id=member.id), GetApplicant(member_id=member.id)):
        with pytest.raises(NotPermitted):
            office.call(query, member.actor)
    for query, sender in (
        (GetContact(account_id=uuid4()), office.notifications),
        (GetApplicant(member_id=uuid4()), office.applications),
    ):
        with pytest.raises(UnknownPerson):
            office.call(query, sender)

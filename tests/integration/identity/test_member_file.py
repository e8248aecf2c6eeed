import json
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

import pika
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

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
    LinkExpired,
    ListRights,
    MeView,
    OpenRights,
    PutHousehold,
    RequestPasswordReset,
    ResetPassword,
    SessionEnded,
    UnknownPerson,
    UpdateMe,
)
from services.contracts.refusals import NotPermitted, StaleVersion, Unavailable
from services.identity.queries import people
from tests.integration.identity.office import Member, Office
from tests.parts.house import House
from tests.parts.waiting import wait_for

THIS_YEAR = day_in_paris(datetime.now(UTC)).year


def me(office: Office, member: Member) -> MeView:
    view: MeView = office.call(GetMe(), member.actor)
    return view


def tell(house: House, event_type: str, account_id: UUID) -> None:
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
        "data": {"email_id": str(uuid4()), "account_id": str(account_id)},
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
    office.call(ChangeEmail(email="ines@example.com"), member.actor)
    delivery = office.ear.hear("email_confirmation_requested", account_id=member.id)["delivery_id"]
    link = office.collect(delivery)
    assert (link.email, link.purpose) == ("ines@example.com", "email_confirmation")
    assert me(office, member).pending_email == "ines@example.com"
    with pytest.raises(LinkExpired):
        office.call(ConfirmEmail(token=link.secret), office.member().actor)
    office.call(ConfirmEmail(token=link.secret), member.actor)
    office.ear.hear("email_changed", account_id=member.id)
    contact = office.call(GetContact(account_id=member.id), office.notifications)
    assert (contact.email, contact.previous_email) == ("ines@example.com", "ines.vasseur@example.org")
    assert contact.email_state == "verified"


def test_a_forgotten_password_is_reset_by_a_link_which_ends_every_session(office: Office) -> None:
    member = office.member()
    office.call(RequestPasswordReset(cgos_number=member.cgos_number))
    delivery = office.ear.hear("password_reset_requested", account_id=member.id)["delivery_id"]
    link = office.collect(delivery)
    command = ResetPassword(token=link.secret, new_password="quatorze biscuits bancals")
    office.call(command, key="a reset")
    office.call(command, key="a reset")
    office.ear.hear("password_changed", account_id=member.id)
    with pytest.raises(SessionEnded):
        office.identify(member.session)
    with pytest.raises(LinkExpired):
        office.call(command)
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


def test_the_household_and_the_tax_notice_make_the_quotient_of_the_year(office: Office) -> None:
    member = office.member()
    empty = office.call(GetHousehold(), member.actor)
    assert (empty.version, empty.parts, empty.children) == (0, Decimal(1), [])
    child = Child(given_name="Léa", birth_date=date(2015, 4, 1), disabled=True)
    told = PutHousehold(family_situation="single", children=[child], parts=Decimal("2.5"), expected_version=0)
    assert office.call(told, member.actor).children == [child]
    office.ear.hear("household_changed", member_id=member.id)
    with pytest.raises(StaleVersion):
        office.call(told, member.actor)

    income = OpenRights(year=THIS_YEAR, reference_tax_income=Decimal(24000), monthly_family_allowances=Decimal(150))
    assert office.call(income, member.actor).quotient == Decimal("860.00")
    office.ear.hear("rights_opened", member_id=member.id, year=THIS_YEAR)
    office.call(OpenRights(year=THIS_YEAR - 1), member.actor)
    listed = office.call(ListRights(), member.actor).items
    assert [(rights.year, rights.quotient) for rights in listed] == [
        (THIS_YEAR, Decimal("860.00")),
        (THIS_YEAR - 1, None),
    ]
    assert "860,00" in listed[0].explanation
    shown = me(office, member).rights
    assert shown is not None
    assert shown.year == THIS_YEAR

    applicant = office.call(GetApplicant(member_id=member.id), office.notifications)
    assert applicant.quotients == {THIS_YEAR: Decimal("860.00")}
    assert applicant.children == [child]
    assert applicant.profession == "infirmier"


def test_the_rights_of_the_new_year_are_shown_from_midnight_in_paris(
    office: Office, identity_database: sa.Engine
) -> None:
    member = office.member()
    office.call(OpenRights(year=THIS_YEAR), member.actor)
    first_hour = datetime(THIS_YEAR - 1, 12, 31, 23, 30, tzinfo=UTC)
    with Session(identity_database) as session:
        rights = people.me(session, member.id, "fr", first_hour).rights
    assert rights is not None
    assert rights.year == THIS_YEAR


def test_rights_with_a_tax_notice_wait_for_the_service_that_knows_whose_it_is(office: Office) -> None:
    with pytest.raises(Unavailable):
        office.call(OpenRights(year=THIS_YEAR, tax_notice_document_id=uuid4()), office.member().actor)


def test_what_services_ask_is_for_services_and_strangers_are_unknown(office: Office) -> None:
    member = office.member()
    for query in (GetContact(account_id=member.id), GetApplicant(member_id=member.id)):
        with pytest.raises(NotPermitted):
            office.call(query, member.actor)
    for query in (GetContact(account_id=uuid4()), GetApplicant(member_id=uuid4())):
        with pytest.raises(UnknownPerson):
            office.call(query, office.notifications)

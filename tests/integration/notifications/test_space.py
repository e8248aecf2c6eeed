"""What happens on the bus is found in a person's space."""

import random
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from deploy.native.parts.mail_sink import MailSink
from services.contracts.actor import Actor, Role
from services.contracts.applications import ApplicationDecided, ApplicationWithdrawn, MessagePosted
from services.contracts.base import Event
from services.contracts.identity import NumberCommunicated, PasswordChanged
from services.contracts.notifications import (
    CountUnread,
    GetPreferences,
    ListNotifications,
    MandatoryTopic,
    MarkApplicationNotificationsRead,
    MarkNotificationRead,
    MarkNotificationsRead,
    NotificationCreated,
    PutPreferences,
    UnknownNotification,
)
from services.contracts.refusals import NotAuthenticated, StaleVersion
from services.kit.work import utc_now
from tests.integration.notifications.bus import Bus
from tests.integration.notifications.identity import StandInIdentity
from tests.parts.caller import Caller
from tests.parts.keys import Keys
from tests.parts.migrated import alembic
from tests.parts.waiting import wait_for


class Person:
    def __init__(self, caller: Caller, keys: Keys, portal: str = "agent", role: Role = Role.MEMBER) -> None:
        self.id = uuid4()
        self._caller = caller
        self._assertion = keys.sign(Actor(subject=str(self.id), portal=portal, roles=frozenset({role})))

    def ask(self, request: Any, language: str = "fr") -> Any:
        return self._caller.call(request, actor=self._assertion, key=str(uuid4()), language=language)

    def page(self, **filters: Any) -> Any:
        return self.ask(ListNotifications(**filters))

    def types(self, **filters: Any) -> list[str]:
        return [each.type for each in self.page(**filters).items]

    def has(self, count: int) -> None:
        wait_for(lambda: self.ask(CountUnread()).unread >= count, what=f"{count} notifications")

    def event(self, kind: type[Event], **data: Any) -> Event:
        about = {"application_id": uuid4(), "member_id": self.id, "portal": "agent", "benefit_code": "a-benefit"}
        return kind.model_validate({**about, "account_id": self.id, **data})

    def decided(self, outcome: str = "approved") -> Event:
        return self.event(ApplicationDecided, outcome=outcome, decided_at=utc_now())


@pytest.fixture
def member(caller: Caller, keys: Keys) -> Person:
    return Person(caller, keys)


def test_the_tables_are_those_that_the_migrations_make(notifications_database: sa.Engine) -> None:
    alembic("notifications", notifications_database, "check")


def test_a_decision_is_told_in_the_language_of_who_reads(bus: Bus, member: Person) -> None:
    decided = member.decided("rejected")
    bus.publish(decided)
    member.has(1)
    [told] = member.page().items
    assert (told.type, told.title, told.read_at) == ("application_decided", "Votre demande est refusée", None)
    assert told.link == f"/agent/applications/{decided.subject()}"
    [told] = member.ask(ListNotifications(), "en").items
    assert told.title == "Your application is refused"


def test_events_delivered_five_times_and_out_of_order_are_told_and_mailed_once_each(
    bus: Bus, member: Person, inbox: MailSink, identity: StandInIdentity
) -> None:
    events = [
        member.decided(),
        member.event(ApplicationWithdrawn),
        member.event(PasswordChanged),
        member.event(MessagePosted, message_id=uuid4(), author="officer", officer_id=uuid4()),
    ]
    deliveries = [(event, body) for event in events for body in [bus.publish(event)[1]] for _ in range(4)]
    random.shuffle(deliveries)
    for event, body in deliveries:
        bus.repeat(event, body)
    last = member.event(ApplicationWithdrawn)
    bus.publish(last)
    member.has(5)
    address = identity.address(member.id)
    wait_for(lambda: len(inbox.messages(address)) >= 5, what="five mails")
    told = [event.event_type() for event in [*events, last]]
    assert sorted(member.types()) == sorted(told)
    letters = inbox.messages(address)
    assert len(letters) == 5
    assert len({letter["message_id"] for letter in letters}) == 5


def test_each_notification_is_announced_to_the_streams_once(bus: Bus, member: Person) -> None:
    ear = bus.listen(NotificationCreated)
    decided = member.decided()
    _, body = bus.publish(decided)
    bus.repeat(decided, body)
    told = ear.hear(member.id)
    bus.publish(member.event(ApplicationWithdrawn))
    member.has(2)
    [_, first] = member.page().items
    assert UUID(told["data"]["notification_id"]) == first.id
    ear.hear(member.id)
    assert ear.hears_no_more(member.id)


def test_a_number_sent_by_post_tells_and_mails_nothing(
    bus: Bus, member: Person, inbox: MailSink, identity: StandInIdentity
) -> None:
    request_id = uuid4()
    bus.publish(NumberCommunicated(request_id=request_id, member_id=member.id, delivery="post"))
    bus.publish(member.event(ApplicationWithdrawn))
    member.has(1)
    wait_for(lambda: inbox.messages(identity.address(member.id)), what="the mail of what came after")
    assert member.types() == ["application_withdrawn"]
    assert inbox.messages(identity.address(request_id)) == []


def test_an_officer_finds_the_answer_of_a_member_in_the_staff_s_space(bus: Bus, caller: Caller, keys: Keys) -> None:
    officer, member = Person(caller, keys, "staff", Role.OFFICER), Person(caller, keys)
    bus.publish(member.event(MessagePosted, message_id=uuid4(), author="member", officer_id=officer.id))
    officer.has(1)
    [told] = officer.page().items
    assert told.link.startswith("/staff/applications/")
    assert member.types() == []


def test_lists_are_paged_newest_first_and_a_stream_resumes_oldest_first(bus: Bus, member: Person) -> None:
    for count in range(1, 6):
        bus.publish(member.event(ApplicationWithdrawn))
        member.has(count)
    everything = [each.id for each in member.page().items]
    first = member.page(limit=2)
    second = member.page(limit=2, cursor=first.next_cursor)
    third = member.page(limit=2, cursor=second.next_cursor)
    assert third.next_cursor is None
    assert [each.id for page in (first, second, third) for each in page.items] == everything
    oldest = everything[-1]
    resumed = member.page(after=oldest, limit=3)
    rest = member.page(after=oldest, limit=3, cursor=resumed.next_cursor)
    assert [each.id for page in (resumed, rest) for each in page.items] == everything[-2::-1]
    assert member.page(after=everything[0]).items == []


def test_reading_is_counted_once_and_only_by_the_reader(bus: Bus, member: Person, caller: Caller, keys: Keys) -> None:
    bus.publish(member.decided())
    bus.publish(member.event(ApplicationWithdrawn))
    member.has(2)
    newest = member.page().items[0]
    read = member.ask(MarkNotificationRead(notification_id=newest.id))
    assert member.ask(MarkNotificationRead(notification_id=newest.id)).read_at == read.read_at
    assert member.ask(CountUnread()).unread == 1
    assert newest.type not in member.types(unread=True)
    assert member.types(unread=False) == [newest.type]
    somebody_else = Person(caller, keys)
    for request in (MarkNotificationRead(notification_id=newest.id), ListNotifications(after=newest.id)):
        with pytest.raises(UnknownNotification):
            somebody_else.ask(request)
    assert somebody_else.types() == []


def test_several_are_read_at_once_and_what_came_since_is_not(bus: Bus, member: Person) -> None:
    about = uuid4()
    bus.publish(member.event(ApplicationWithdrawn, application_id=about))
    member.has(1)
    bus.publish(member.decided())
    member.has(2)
    seen = member.page().items
    assert [each.application_id == about for each in seen] == [False, True]

    assert member.ask(CountUnread(application_id=about)).unread == 1
    assert member.ask(MarkApplicationNotificationsRead(application_id=about)).unread == 1
    assert member.ask(CountUnread(application_id=about)).unread == 0
    assert member.types(unread=False) == ["application_withdrawn"]

    bus.publish(member.event(ApplicationWithdrawn))
    wait_for(lambda: len(member.page().items) == 3, what="the third")
    assert member.ask(MarkNotificationsRead(newest_id=seen[0].id)).unread == 1
    assert member.types(unread=True) == ["application_withdrawn"]


def test_nobody_reads_without_a_session(caller: Caller, member: Person) -> None:
    for request in (ListNotifications(), CountUnread(), GetPreferences()):
        with pytest.raises(NotAuthenticated):
            caller.call(request)


def test_who_does_not_want_mails_of_a_topic_gets_none(
    bus: Bus, member: Person, inbox: MailSink, identity: StandInIdentity
) -> None:
    assert [item.email for item in member.ask(GetPreferences()).items] == [True] * 5
    chosen = member.ask(PutPreferences(email={"applications": False}, expected_version=0))
    assert member.ask(GetPreferences()) == chosen
    bus.publish(member.decided())
    bus.publish(member.event(PasswordChanged))
    member.has(2)
    address = identity.address(member.id)
    wait_for(lambda: inbox.messages(address), what="the security notice")
    assert [letter["subject"] for letter in inbox.messages(address)] == ["Votre mot de passe a changé"]


def test_security_is_not_a_choice_and_a_lost_update_is_refused(member: Person) -> None:
    with pytest.raises(MandatoryTopic):
        member.ask(PutPreferences(email={"security": False}))
    member.ask(PutPreferences(email={"offers": False}))
    with pytest.raises(StaleVersion):
        member.ask(PutPreferences(email={"offers": True}, expected_version=0))

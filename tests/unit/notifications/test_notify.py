from uuid import UUID, uuid4

import pytest

from services.contracts.applications import AmendmentRequested, ApplicationCompleted, RequestCancelled
from services.contracts.base import Event
from services.contracts.identity import NumberCommunicated
from services.contracts.identity.waiting import StaffWaitingView
from services.notifications.domain.notices import KINDS
from services.notifications.handlers.notify import notify
from tests.unit.notifications.events import (
    APPLICATION,
    MEMBER,
    NOTIFIED_BY_EMAIL,
    OFFICER,
    arrived,
    decided,
    posted,
    posted_in_thread,
)
from tests.unit.notifications.fakes import NOW, InMemoryMails, InMemoryNotifications, InMemoryPreferences


class Space:
    """What notifications keeps of one or two people."""

    def __init__(self) -> None:
        self.notifications = InMemoryNotifications()
        self.mails = InMemoryMails()
        self.preferences = InMemoryPreferences()

    def hears(self, event: Event, event_id: str | None = None) -> None:
        notify(event, event_id or str(uuid4()), NOW, self.notifications, self.mails, self.preferences)

    def notified(self) -> list[tuple[UUID, str]]:
        return [(notice.account_id, notice.type) for notice in self.notifications.notices.values()]

    def mailed(self) -> list[tuple[UUID, str]]:
        return [(mail.account_id, mail.type) for mail in self.mails.kept.values()]


@pytest.mark.parametrize("event", NOTIFIED_BY_EMAIL, ids=lambda event: event.event_type())
def test_each_event_that_concerns_a_person_reaches_them_once_however_often_it_comes(event: Event) -> None:
    space = Space()
    for _ in range(5):
        space.hears(event, "the-same-id")
    told = [(MEMBER, event.event_type())]
    assert space.mailed() == told
    assert space.notified() == (told if KINDS[event.event_type()].in_space else [])


def test_there_is_an_example_of_every_kind() -> None:
    assert {event.event_type() for event in NOTIFIED_BY_EMAIL} == KINDS.keys()


def test_a_number_sent_by_post_is_not_mailed() -> None:
    space = Space()
    space.hears(NumberCommunicated(request_id=uuid4(), member_id=MEMBER, delivery="post"))
    assert (space.notified(), space.mailed()) == ([], [])


def test_a_message_of_the_member_reaches_the_officer_who_claimed_in_their_space_only() -> None:
    space = Space()
    space.hears(posted("member"))
    assert (space.notified(), space.mailed()) == ([(OFFICER, "message_posted")], [])


def test_a_message_of_the_member_reaches_nobody_while_nobody_claimed() -> None:
    space = Space()
    space.hears(posted("member", officer_id=None))
    assert (space.notified(), space.mailed()) == ([], [])


def test_a_general_message_of_the_member_waits_in_the_officers_list_and_reaches_nobody_by_name() -> None:
    space = Space()
    space.hears(posted_in_thread("member"))
    assert (space.notified(), space.mailed()) == ([], [])


def test_an_application_that_is_complete_at_once_is_told_in_one_mail() -> None:
    space = Space()
    for event in arrived("submitted"):
        space.hears(event)
    assert space.mailed() == [(MEMBER, "application_submitted")]
    assert space.notified() == [(MEMBER, "application_submitted")]


def test_an_application_that_arrives_incomplete_is_told_in_one_mail_that_says_so() -> None:
    space = Space()
    for event in arrived("incomplete"):
        space.hears(event)
    assert space.mailed() == [(MEMBER, "application_marked_incomplete")]
    assert space.notified() == [(MEMBER, "application_submitted"), (MEMBER, "application_marked_incomplete")]


def test_a_correction_of_what_nobody_has_waits_in_the_queue_and_is_told_to_nobody() -> None:
    space = Space()
    told = {**APPLICATION, "officer_id": None, "amendment_id": uuid4()}
    space.hears(AmendmentRequested.model_validate(told))
    assert (space.notified(), space.mailed()) == ([], [])


def test_a_request_that_was_a_mistake_is_told_in_one_mail() -> None:
    """Where the application is complete again, that is what the mail says."""
    space = Space()
    told = {**APPLICATION, "officer_id": OFFICER, "items": ["invoice"], "still_incomplete": False}
    space.hears(RequestCancelled.model_validate(told))
    space.hears(ApplicationCompleted.model_validate({**APPLICATION, "completed_at": NOW}))
    assert space.notified() == [(MEMBER, "request_cancelled"), (MEMBER, "application_completed")]
    assert space.mailed() == [(MEMBER, "application_completed")]


def test_what_a_person_does_not_want_by_email_is_in_their_space_all_the_same() -> None:
    space = Space()
    space.preferences.mute(MEMBER, "applications")
    space.hears(decided())
    space.hears(posted("officer"))
    assert space.notified() == [(MEMBER, "application_decided"), (MEMBER, "message_posted")]
    assert space.mailed() == [(MEMBER, "message_posted")]


def test_nothing_is_kept_but_ids_and_states() -> None:
    space = Space()
    for event in NOTIFIED_BY_EMAIL:
        space.hears(event)
    names = {name for mail in space.mails.kept.values() for name in mail.params}
    assert names <= {
        "application_id",
        "author",
        "closes_on",
        "days_left",
        "delivery_id",
        "document_id",
        "erasure_id",
        "export_id",
        "kind",
        "left",
        "outcome",
        "reason",
        "request_id",
        "still_incomplete",
        "valid_until",
        "thread_id",
        *StaffWaitingView.model_fields,
    }

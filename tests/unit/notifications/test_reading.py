from datetime import timedelta
from typing import get_args
from uuid import uuid4

import pytest

from services.contracts.actor import Actor, Role
from services.contracts.base import Language
from services.contracts.documents import RejectionReason
from services.contracts.notifications import (
    MandatoryTopic,
    MarkNotificationRead,
    PutPreferences,
    UnknownNotification,
)
from services.contracts.refusals import StaleVersion
from services.notifications.domain.notices import KINDS, Notification, Params
from services.notifications.domain.recipients import recipient_of
from services.notifications.handlers.mark_notification_read import mark_notification_read
from services.notifications.handlers.notify import notify
from services.notifications.handlers.put_preferences import put_preferences
from services.notifications.in_space.wording import catalogue, wording
from services.notifications.queries.notifications import notification_view
from tests.unit.notifications.events import MEMBER, NOTIFIED_BY_EMAIL, decided, posted
from tests.unit.notifications.fakes import NOW, InMemoryMails, InMemoryNotifications, InMemoryPreferences

CAMILLE = Actor(subject=str(MEMBER), portal="agent", roles=frozenset({Role.MEMBER}))
SOMEBODY_ELSE = Actor(subject=str(uuid4()), portal="agent", roles=frozenset({Role.MEMBER}))


def test_reading_twice_keeps_the_first_moment() -> None:
    notifications = InMemoryNotifications()
    notify(decided(), "an-event", NOW, notifications, InMemoryMails(), InMemoryPreferences())
    command = MarkNotificationRead(notification_id=next(iter(notifications.notices)))
    mark_notification_read(command, CAMILLE, NOW, notifications)
    again = mark_notification_read(command, CAMILLE, NOW + timedelta(hours=1), notifications)
    assert again.read_at == NOW


def test_the_notification_of_somebody_else_does_not_exist() -> None:
    notifications = InMemoryNotifications()
    notify(decided(), "an-event", NOW, notifications, InMemoryMails(), InMemoryPreferences())
    command = MarkNotificationRead(notification_id=next(iter(notifications.notices)))
    with pytest.raises(UnknownNotification):
        mark_notification_read(command, SOMEBODY_ELSE, NOW, notifications)
    assert notifications.read == {}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_kind_that_is_told_in_the_space_has_its_words_in_both_languages(language: Language) -> None:
    for event in NOTIFIED_BY_EMAIL:
        told = recipient_of(event)
        assert told
        if KINDS[event.event_type()].in_space:
            title, text = wording(event.event_type(), told.params, language)
            assert title
            assert "{" not in text


def test_both_languages_know_the_same_kinds_and_variants() -> None:
    def shape(language: Language) -> dict[str, set[str]]:
        return {event_type: set(entry) for event_type, entry in catalogue(language).items()}

    assert shape("fr") == shape("en")
    assert shape("fr").keys() == {event_type for event_type, kind in KINDS.items() if kind.in_space}
    assert shape("fr")["document_rejected"] == {*get_args(RejectionReason), "other"}


def test_a_state_that_a_newer_version_brings_still_has_words() -> None:
    assert wording("application_decided", {"application_id": "x", "outcome": "postponed"}, "en")[0] == (
        "A decision has been taken"
    )


def test_a_date_is_written_as_people_do() -> None:
    params: Params = {"application_id": "x", "days_left": 7, "closes_on": "2027-01-31"}
    assert "le 31 janvier 2027" in wording("deadline_approaching", params, "fr")[1]
    assert "by January 31, 2027" in wording("deadline_approaching", params, "en")[1]


@pytest.mark.parametrize(("portal", "link"), [("agent", "/agent"), ("medical", "/medical"), ("staff", "/staff")])
def test_the_link_leads_into_the_portal_of_who_reads(portal: str, link: str) -> None:
    told = recipient_of(posted("officer"))
    assert told
    view = notification_view(Notification(uuid4(), "message_posted", told.params, NOW, None), portal, "fr")
    assert view.link == f"{link}/applications/{told.params['application_id']}"


def test_a_security_notice_cannot_be_switched_off() -> None:
    people = InMemoryPreferences()
    with pytest.raises(MandatoryTopic):
        put_preferences(PutPreferences(email={"security": False}), CAMILLE, people)
    assert put_preferences(PutPreferences(email={"security": True}), CAMILLE, people).version == 1


def test_topics_that_are_absent_stay_as_they_are() -> None:
    people = InMemoryPreferences()
    put_preferences(PutPreferences(email={"offers": False}), CAMILLE, people)
    view = put_preferences(PutPreferences(email={"deadlines": False}), CAMILLE, people)
    assert {item.topic: item.email for item in view.items} == {
        "applications": True,
        "messages": True,
        "deadlines": False,
        "offers": False,
        "security": True,
    }
    view = put_preferences(PutPreferences(email={"offers": True}), CAMILLE, people)
    assert next(item.email for item in view.items if item.topic == "offers")


def test_preferences_changed_meanwhile_are_not_overwritten() -> None:
    people = InMemoryPreferences()
    put_preferences(PutPreferences(email={"offers": False}, expected_version=0), CAMILLE, people)
    with pytest.raises(StaleVersion):
        put_preferences(PutPreferences(email={"offers": True}, expected_version=0), CAMILLE, people)

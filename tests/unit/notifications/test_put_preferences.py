import pytest

from services.contracts.actor import Actor, Role
from services.contracts.notifications import MandatoryTopic, PutPreferences
from services.contracts.refusals import StaleVersion
from services.notifications.handlers.put_preferences import put_preferences
from tests.unit.notifications.events import MEMBER
from tests.unit.notifications.fakes import InMemoryPreferences

CAMILLE = Actor(subject=str(MEMBER), portal="agent", roles=frozenset({Role.MEMBER}))


def test_a_security_notice_cannot_be_switched_off() -> None:
    people = InMemoryPreferences()
    with pytest.raises(MandatoryTopic):
        put_preferences(PutPreferences(email={"security": False}), CAMILLE, people)
    assert put_preferences(PutPreferences(email={"security": True}), CAMILLE, people).version == 1


def test_only_the_staff_choose_whether_they_hear_of_what_waits_for_them() -> None:
    colleague = Actor(subject=str(MEMBER), portal="staff", roles=frozenset({Role.OFFICER}))
    view = put_preferences(PutPreferences(email={"waiting": False}), colleague, InMemoryPreferences())
    assert [item.email for item in view.items if item.topic == "waiting"] == [False]


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

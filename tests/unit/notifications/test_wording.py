from typing import get_args
from uuid import uuid4

import pytest

from services.contracts.base import Language
from services.contracts.documents import DocumentKind, RejectionReason
from services.contracts.language import LANGUAGES
from services.documents.domain.validity import valid_until
from services.notifications.domain.notices import KINDS, Notification, Params
from services.notifications.domain.recipients import recipient_of
from services.notifications.queries.notifications import notification_view
from services.notifications.queries.wording import texts, wording
from tests.unit.notifications.events import NOTIFIED_BY_EMAIL, ending, posted
from tests.unit.notifications.fakes import NOW


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_that_is_shown_in_the_space_has_its_words_in_every_language(language: Language) -> None:
    for event in NOTIFIED_BY_EMAIL:
        told = recipient_of(event)
        assert told, f"{event.event_type()} has no recipient: services/notifications/domain/recipients.py"
        if KINDS[event.event_type()].in_space:
            title, text = wording(event.event_type(), told.params, language)
            assert title
            assert "{" not in text


def test_each_kind_that_is_shown_in_the_space_has_words_and_no_other() -> None:
    words = set(texts("fr").forms)
    kinds = {event_type for event_type, kind in KINDS.items() if kind.in_space}
    assert {key.partition(".")[0] for key in words} == kinds
    for reason in (*get_args(RejectionReason), "other"):
        assert f"document_rejected.{reason}.text" in words


def test_a_state_that_a_newer_version_brings_still_has_words() -> None:
    assert wording("application_decided", {"application_id": "x", "outcome": "postponed"}, "en")[0] == (
        "A decision has been taken"
    )


def test_a_date_is_written_as_people_do() -> None:
    params: Params = {"application_id": "x", "days_left": 7, "closes_on": "2027-01-31"}
    assert "le 31 janvier 2027" in wording("deadline_approaching", params, "fr")[1]
    assert "by January 31, 2027" in wording("deadline_approaching", params, "en")[1]


@pytest.mark.parametrize(
    ("language", "kind", "text"),
    [
        ("fr", "tax_notice", "Votre avis d’imposition peut servir à vos demandes jusqu’au 31 décembre 2027 inclus."),
        ("en", "pay_slip", "Your pay slip can be used for your applications until December 31, 2027"),
        ("en", "one-of-a-newer-version", "Your document can be used"),
    ],
)
def test_which_paper_ends_is_said_in_words(language: Language, kind: str, text: str) -> None:
    told = recipient_of(ending())
    assert told
    assert text in wording("document_ending", {**told.params, "kind": kind}, language)[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_of_paper_that_ends_has_its_words(language: Language) -> None:
    ends = [kind for kind in get_args(DocumentKind) if valid_until(kind, NOW)]
    assert [kind for kind in ends if f"document_ending.kind.{kind}" not in texts(language)] == []


@pytest.mark.parametrize(("portal", "link"), [("agent", "/agent"), ("medical", "/medical"), ("staff", "/staff")])
def test_the_link_leads_into_the_portal_of_who_reads(portal: str, link: str) -> None:
    told = recipient_of(posted("officer"))
    assert told
    view = notification_view(Notification(uuid4(), "message_posted", told.params, NOW, None), portal, "fr")
    assert view.link == f"{link}/applications/{told.params['application_id']}"

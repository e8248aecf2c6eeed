from html.parser import HTMLParser
from typing import get_args
from uuid import uuid4

import pytest

from services.contracts.base import Event, Language
from services.notifications.domain.mails import Mail
from services.notifications.domain.notices import KINDS, Notice, Notification
from services.notifications.domain.recipients import recipient_of
from services.notifications.emails.composing import EmailComposer
from services.notifications.emails.source import EMAILS
from services.notifications.ports import ComposedEmail
from services.notifications.queries.notifications import notification_view
from tests.contracts.newer import SOMETHING_NEW, as_a_newer_version_says
from tests.unit.notifications.events import APPLICATION, NOTIFIED_BY_EMAIL, approaching, decided, ending
from tests.unit.notifications.fakes import NOW, KnownPerson


class Links(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.language: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "html":
            self.language = dict(attrs)["lang"]
        if tag == "a":
            self.found.append(dict(attrs)["href"] or "")


def written(event: Event, person: KnownPerson | None = None) -> ComposedEmail:
    told = recipient_of(event)
    assert told, f"{event.event_type()} has no recipient: services/notifications/domain/recipients.py"
    mail = Mail.about(Notice("an-event", event.event_type(), told.account_id, told.params, NOW))
    return EmailComposer(person or KnownPerson(), "https://space.example/").compose(mail)


@pytest.mark.parametrize("language", get_args(Language))
def test_every_kind_of_mail_has_its_source_in_every_language_and_every_source_its_kind(language: Language) -> None:
    assert {file.stem for file in (EMAILS / language).iterdir()} == {*KINDS, "layout"}


READERS = [
    (event, portal)
    for event in NOTIFIED_BY_EMAIL
    for portal in ("agent", "medical", "staff")
    if (event.event_type(), portal) != ("number_communicated", "staff")  # staff have no number
]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("event", "portal"), READERS)
def test_every_mail_can_be_written(event: Event, portal: str, language: Language) -> None:
    letter = written(event, KnownPerson(portal, language))
    assert letter.to == "camille@example.org"
    assert 0 < len(letter.subject) < 80
    assert "\n" not in letter.subject
    links = Links(letter.html)
    assert links.language == language
    assert all(link.startswith("https://space.example") for link in links.found)
    assert links.found[0] in letter.text, "who reads plain text finds the same link"
    assert "Camille <3" in letter.text
    assert "Camille &lt;3" in letter.html


@pytest.mark.parametrize("event", NOTIFIED_BY_EMAIL, ids=lambda event: event.event_type())
def test_a_mail_never_says_which_benefit_it_is_about(event: Event) -> None:
    letter = written(event)
    assert str(APPLICATION["benefit_code"]) not in letter.subject + letter.text + letter.html


def by_type(event_type: str) -> Event:
    return next(event for event in NOTIFIED_BY_EMAIL if event.event_type() == event_type)


def test_the_number_is_in_its_mail() -> None:
    assert "12345674" in written(by_type("number_communicated")).text


def test_a_temporary_password_is_shown_as_it_is_and_leads_to_the_sign_in_page() -> None:
    letter = written(by_type("temporary_password_issued"))
    assert "s3cret/+&" in letter.text
    assert "https://space.example/agent/sign-in" in letter.text
    assert "24 janvier 2027 à 11h30" in letter.text


def test_the_secret_of_a_link_is_escaped_for_an_address() -> None:
    assert (
        "https://space.example/reset-password?token=s3cret%2F%2B%26\n"
        in written(by_type("password_reset_requested")).text
    )
    assert "/agent/file/email?token=s3cret%2F%2B%26" in written(by_type("email_confirmation_requested")).html


def test_a_secret_is_asked_for_under_the_id_of_its_event() -> None:
    person = KnownPerson()
    written(by_type("temporary_password_issued"), person)
    assert [event_id for _, event_id in person.asked] == ["an-event"]


def test_a_decision_is_told_with_a_link_to_the_application() -> None:
    letter = written(decided("rejected"), KnownPerson("medical", "en"))
    assert "Your application is refused." in letter.text
    assert f"https://space.example/medical/applications/{APPLICATION['application_id']}" in letter.text


def test_what_waits_is_told_in_numbers_and_what_does_not_wait_is_not_named() -> None:
    letter = written(by_type("staff_waiting_told"), KnownPerson("staff"))
    assert "Numéros à attribuer\N{NO-BREAK SPACE}: 2. Droits à vérifier\N{NO-BREAK SPACE}: 99+." in letter.text
    assert "Corrections" not in letter.text
    assert "https://space.example/staff\n" in letter.text


def test_a_mail_says_the_last_day_of_a_paper_and_not_which_paper() -> None:
    letter = written(ending("disability_certificate"), KnownPerson(language="en"))
    assert "until December 31, 2027" in letter.text
    assert "https://space.example/agent/documents\n" in letter.text
    assert "disability" not in letter.subject + letter.text + letter.html


def test_one_day_is_not_several() -> None:
    assert written(approaching(1)).subject == "Plus qu’un jour pour votre demande"
    assert written(approaching(30), KnownPerson("agent", "en")).subject == "30 days left for your application"


def test_the_old_address_is_told_of_the_new_one() -> None:
    assert written(by_type("email_changed"), KnownPerson(previous_email="old@example.org")).to == "old@example.org"
    for present in ("email_confirmed", "second_factor_changed"):
        assert written(by_type(present), KnownPerson(previous_email="old@example.org")).to == "camille@example.org"
    assert written(by_type("password_changed"), KnownPerson(previous_email="old@example.org")).to == (
        "camille@example.org"
    )


@pytest.mark.parametrize(("language", "why"), [("fr", "à l’adresse précédente"), ("en", "to the address before")])
def test_a_reset_that_goes_to_the_address_before_says_why(language: str, why: str) -> None:
    reset = by_type("password_reset_requested")
    assert why in written(reset, KnownPerson(language=language, former_address=True)).text
    assert why not in written(reset, KnownPerson(language=language)).text


@pytest.mark.parametrize("event", NOTIFIED_BY_EMAIL, ids=lambda event: event.event_type())
def test_values_that_only_a_newer_service_knows_are_worded_too(event: Event) -> None:
    told = as_a_newer_version_says(type(event), event.model_dump(mode="json"))
    newer = type(event).received(told)
    assert written(newer, KnownPerson(SOMETHING_NEW, SOMETHING_NEW)).language == "fr"
    about = recipient_of(newer)
    assert about
    if KINDS[event.event_type()].in_space:
        read = notification_view(
            Notification(uuid4(), event.event_type(), about.params, NOW, None), SOMETHING_NEW, "fr"
        )
        assert read.title


def test_no_name_becomes_a_link_or_a_paragraph() -> None:
    name = "Camille\n\n[Win]({{ url }})\n\n    {{ secret }}\n\nhttps://x"
    letter = written(decided(), KnownPerson(given_name=name))
    assert f"Bonjour {name}," in letter.text
    assert letter.html.count("<a ") == written(decided()).html.count("<a ")
    assert "[Win]({{ url }})" in letter.html


def test_no_full_stop_ends_an_address_in_plain_text() -> None:
    assert "votre espace\N{NO-BREAK SPACE}: https://space.example/agent\nNous ne" in written(decided()).text

"""A mail's address and content, asked of identity when it leaves and kept no longer."""

from datetime import datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID

from babel.dates import format_datetime

from services.contracts.base import Language
from services.contracts.calendar import PARIS
from services.contracts.identity import ContactView, NumberCommunicationView, SecretView
from services.contracts.identity.number_office import NumberRefusalView
from services.contracts.language import language_of
from services.kit.typography import first_of_month
from services.notifications.domain.mails import Mail
from services.notifications.domain.notices import KINDS, link_of
from services.notifications.emails.rendering import pattern_of_moments, render
from services.notifications.ports import ComposedEmail, Directory
from services.notifications.queries.wording import with_days_written

PAGES_OF_SECRETS = {
    "temporary_password_issued": "/{portal}/sign-in",
    "number_reminder_requested": "/{portal}/sign-in",
    # The token is spent by the form's POST, never by opening the page: mail scanners open links.
    "password_reset_requested": "/reset-password?token={token}",
    "second_factor_reset_asked": "/keep-second-factor?token={token}",
    "email_confirmation_requested": "/{portal}/file/email?token={token}",
}


class EmailComposer:
    def __init__(self, directory: Directory, public_url: str) -> None:
        self._directory = directory
        self._public_url = public_url.rstrip("/")

    def compose(self, mail: Mail) -> ComposedEmail:
        if mail.type == "number_communicated":
            return self._number(mail, self._directory.number_communication(UUID(str(mail.params["request_id"]))))
        if mail.type == "number_request_rejected":
            return self._refusal(mail, self._directory.number_refusal(UUID(str(mail.params["request_id"]))))
        if "delivery_id" in mail.params:
            secret = self._directory.secret(UUID(str(mail.params["delivery_id"])), mail.event_id)
            return self._secret(mail, secret)
        return self._news(mail, self._directory.contact(mail.account_id))

    def _number(self, mail: Mail, found: NumberCommunicationView) -> ComposedEmail:
        return self._write(mail, found, self._public_url, bounced=found.email_bounced, cgos_number=found.cgos_number)

    def _refusal(self, mail: Mail, found: NumberRefusalView) -> ComposedEmail:
        url = f"{self._public_url}/number-request?portal={found.portal}"
        return self._write(mail, found, url, bounced=False, reason=found.reason)

    def _secret(self, mail: Mail, found: SecretView) -> ComposedEmail:
        path = PAGES_OF_SECRETS[mail.type].format(portal=found.portal, token=quote(found.secret, safe=""))
        expires = moment(found.expires_at, language_of(found.language))
        url = self._public_url + path
        values: dict[str, Any] = {
            "secret": found.secret,
            "expires": expires,
            "former_address": found.former_address,
        }
        return self._write(mail, found, url, bounced=found.email_bounced, **values)

    def _news(self, mail: Mail, found: ContactView) -> ComposedEmail:
        values = with_days_written(mail.params, language_of(found.language))
        path = link_of(KINDS[mail.type].page, found.portal, mail.params)
        to = found.previous_email if mail.type == "email_changed" and found.previous_email else found.email
        bounced = found.email_state == "bounced" and to == found.email
        return self._write(mail, found, self._public_url + path, to=to, bounced=bounced, **values)

    def _write(
        self,
        mail: Mail,
        found: ContactView | NumberCommunicationView | NumberRefusalView | SecretView,
        url: str,
        *,
        bounced: bool,
        to: str | None = None,
        **values: Any,
    ) -> ComposedEmail:
        common = {
            "given_name": found.given_name,
            "portal": found.portal,
            "url": url,
            "home_url": f"{self._public_url}/{found.portal}",
        }
        language = language_of(found.language)
        rendered = render(mail.type, language, common | values)
        return ComposedEmail(
            to=to or found.email,
            language=language,
            subject=rendered.subject,
            text=rendered.text,
            html=rendered.html,
            address_bounced=bounced,
        )


def moment(at: datetime, language: Language) -> str:
    written = format_datetime(at.astimezone(PARIS), pattern_of_moments(language), locale=language)
    return first_of_month(written, language)

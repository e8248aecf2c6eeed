"""Hands an e-mail to the mail server, and tells an address that does not exist from all that can be tried again."""

import logging
import smtplib
from contextlib import closing, suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate

from prometheus_client import Counter

from services.kit.tls import Tls
from services.notifications.domain.mails import Mail
from services.notifications.domain.replies import Reply
from services.notifications.ports import AddressRefused, ComposedEmail, Deferred
from services.notifications.settings import Settings

logger = logging.getLogger(__name__)

REFUSALS = Counter(
    "agentspace_mail_refusals_total", "Tries that the mail server refused, and no address was at fault", ["code"]
)


class SmtpServer:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._tls = Tls(settings.smtp_ca_file)

    def send(self, mail: Mail, email: ComposedEmail) -> None:
        try:
            self._hand_over(mail, email)
        except (smtplib.SMTPException, OSError, UnicodeEncodeError) as error:
            outcome = outcome_of(error)
            _alarm(mail, outcome)
            raise outcome from None

    def _hand_over(self, mail: Mail, email: ComposedEmail) -> None:
        settings = self._settings
        with closing(self._connected()) as connection:
            if settings.smtp_starttls:
                connection.starttls(context=self._tls.context())
            if settings.smtp_user:
                connection.login(settings.smtp_user, settings.smtp_password or "")
            connection.send_message(message(mail, email, settings))
            # Taken: whatever goes wrong in saying goodbye must not send it a second time.
            with suppress(smtplib.SMTPException, OSError):
                if connection.sock:
                    connection.sock.settimeout(1)
                connection.quit()

    def _connected(self) -> smtplib.SMTP:
        settings = self._settings
        name = _domain(settings)
        if not settings.smtp_implicit_tls:
            return smtplib.SMTP(settings.smtp_host, settings.smtp_port, name, settings.smtp_timeout)
        context = self._tls.context()
        return smtplib.SMTP_SSL(
            settings.smtp_host, settings.smtp_port, name, timeout=settings.smtp_timeout, context=context
        )


def _alarm(mail: Mail, outcome: AddressRefused | Deferred) -> None:
    """The code only: the server's words quote the address."""
    if isinstance(outcome, Deferred) and outcome.needs_an_operator:
        REFUSALS.labels(str(outcome)).inc()
        logger.error("the mail server refuses", extra={"mail_id": str(mail.id), "code": str(outcome)})


def outcome_of(error: Exception) -> AddressRefused | Deferred:
    """An address is denied in answer to RCPT TO, or to the content where it has one recipient. Greeting, login and
    sender are ours and the server's: what is refused there, whatever the code, gets mended, and then it leaves."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        [(code, words)] = error.recipients.values()
        return _of_the_recipient(Reply.read(code, words))
    if isinstance(error, smtplib.SMTPDataError):
        return _of_the_recipient(Reply.read(error.smtp_code, error.smtp_error))
    if isinstance(error, smtplib.SMTPResponseException):
        return _later(Reply.read(error.smtp_code, error.smtp_error))
    if isinstance(error, smtplib.SMTPNotSupportedError | UnicodeEncodeError):
        # STARTTLS or login that the server lacks, or an address in letters that it does not speak.
        return Deferred("not-supported", needs_an_operator=True)
    return Deferred(type(error).__name__)


def _of_the_recipient(reply: Reply) -> AddressRefused | Deferred:
    return AddressRefused(reply.name) if reply.denies_the_address else _later(reply)


def _later(reply: Reply) -> Deferred:
    return Deferred(reply.name, needs_an_operator=reply.is_permanent)


def message(mail: Mail, email: ComposedEmail, settings: Settings) -> EmailMessage:
    made = EmailMessage(policy=SMTP)
    made["Message-ID"] = f"<{mail.id}@{_domain(settings)}>"
    made["Date"] = formatdate(mail.created_at.timestamp())
    made["From"] = Address(settings.mail_from_name, addr_spec=settings.mail_from)
    made["To"] = email.to
    made["Subject"] = email.subject
    made["Content-Language"] = email.language
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(email.text, cte="quoted-printable")
    made.add_alternative(email.html, subtype="html", cte="quoted-printable")
    return made


def _domain(settings: Settings) -> str:
    return settings.mail_from.rpartition("@")[2]

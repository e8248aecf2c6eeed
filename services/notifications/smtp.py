"""Hands a letter to the mail server, and tells an address that does not exist from all that can be tried again."""

import logging
import smtplib
import ssl
from contextlib import closing, suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate

from prometheus_client import Counter

from services.notifications.domain.mails import Mail
from services.notifications.domain.replies import Reply
from services.notifications.handlers.delivering import AddressRefused, Letter, NotTaken
from services.notifications.settings import Settings

logger = logging.getLogger(__name__)

REFUSALS = Counter(
    "agentspace_mail_refusals_total", "Tries that the mail server refused, and no address was at fault", ["code"]
)


GREETING = 220


class SmtpPostOffice:
    def __init__(self, server: Settings) -> None:
        self._server = server

    def post(self, mail: Mail, letter: Letter) -> None:
        try:
            self._hand_over(mail, letter)
        except (smtplib.SMTPException, OSError, UnicodeEncodeError) as error:
            outcome = outcome_of(error)
            _alarm(mail, outcome)
            raise outcome from None

    def _hand_over(self, mail: Mail, letter: Letter) -> None:
        server = self._server
        connection = smtplib.SMTP(timeout=server.smtp_timeout, local_hostname=_domain(server))
        with closing(connection):
            code, words = connection.connect(server.smtp_host, server.smtp_port)
            if code != GREETING:
                raise smtplib.SMTPConnectError(code, words)
            if server.smtp_starttls:
                connection.starttls(context=ssl.create_default_context())
            if server.smtp_user:
                connection.login(server.smtp_user, server.smtp_password or "")
            connection.send_message(message(mail, letter, server))
            # Taken: whatever goes wrong in saying goodbye must not send it a second time.
            with suppress(smtplib.SMTPException, OSError):
                if connection.sock:
                    connection.sock.settimeout(1)
                connection.quit()


def _alarm(mail: Mail, outcome: AddressRefused | NotTaken) -> None:
    """The code only: the server's words quote the address."""
    if isinstance(outcome, NotTaken) and outcome.needs_an_operator:
        REFUSALS.labels(str(outcome)).inc()
        logger.error("the mail server refuses", extra={"mail_id": str(mail.id), "code": str(outcome)})


def outcome_of(error: Exception) -> AddressRefused | NotTaken:
    """An address is denied in answer to RCPT TO, or to the content where it has one recipient. Greeting, login and
    sender are ours and the server's: what is refused there, whatever the code, gets mended, and then it leaves."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        [said] = error.recipients.values()
        return _of_the_recipient(Reply.read(*said))
    if isinstance(error, smtplib.SMTPDataError):
        return _of_the_recipient(Reply.read(error.smtp_code, error.smtp_error))
    if isinstance(error, smtplib.SMTPResponseException):
        return _later(Reply.read(error.smtp_code, error.smtp_error))
    if isinstance(error, smtplib.SMTPNotSupportedError | UnicodeEncodeError):
        # STARTTLS or login that the server lacks, or an address in letters that it does not speak.
        return NotTaken("not-supported", needs_an_operator=True)
    return NotTaken(type(error).__name__)


def _of_the_recipient(reply: Reply) -> AddressRefused | NotTaken:
    return AddressRefused(reply.name) if reply.denies_the_address else _later(reply)


def _later(reply: Reply) -> NotTaken:
    return NotTaken(reply.name, needs_an_operator=reply.is_permanent)


def message(mail: Mail, letter: Letter, server: Settings) -> EmailMessage:
    made = EmailMessage(policy=SMTP)
    made["Message-ID"] = f"<{mail.id}@{_domain(server)}>"
    made["Date"] = formatdate(mail.created_at.timestamp())
    made["From"] = Address(server.mail_from_name, addr_spec=server.mail_from)
    made["To"] = letter.to
    made["Subject"] = letter.subject
    made["Content-Language"] = letter.language
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(letter.text, cte="quoted-printable")
    made.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    return made


def _domain(server: Settings) -> str:
    return server.mail_from.rpartition("@")[2]

"""Hands a letter to the mail server, and tells what can be tried again from what cannot."""

import smtplib
import ssl
from contextlib import closing, suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate

from services.notifications.domain.mails import Mail
from services.notifications.handlers.delivering import AddressRefused, Letter, NotTaken
from services.notifications.settings import Settings


class SmtpPostOffice:
    def __init__(self, server: Settings) -> None:
        self._server = server

    def post(self, mail: Mail, letter: Letter) -> None:
        server = self._server
        try:
            connection = smtplib.SMTP(timeout=server.smtp_timeout, local_hostname=_domain(server))
            with closing(connection):
                connection.connect(server.smtp_host, server.smtp_port)
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
        except smtplib.SMTPRecipientsRefused as refused:
            code = next(iter(refused.recipients.values()))[0]
            raise _outcome(code) from None
        except smtplib.SMTPDataError as refused:
            raise _outcome(refused.smtp_code) from None
        except (smtplib.SMTPNotSupportedError, UnicodeEncodeError):
            # An address in letters that the mail server does not speak.
            raise AddressRefused("not-supported") from None
        except (smtplib.SMTPException, OSError) as error:
            # Also what is refused for our own sake (sender, login, TLS): that gets mended, and then it leaves.
            raise NotTaken(str(getattr(error, "smtp_code", type(error).__name__))) from None


def _outcome(code: int) -> AddressRefused | NotTaken:
    return AddressRefused(str(code)) if 500 <= code < 600 else NotTaken(str(code))


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

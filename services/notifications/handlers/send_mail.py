from collections.abc import Callable
from datetime import datetime

from services.contracts.refusals import Refusal, Unavailable
from services.notifications.domain.mails import Mail
from services.notifications.ports import AddressRefused, Composer, Deferred, MailServer


def send_mail(mail: Mail, clock: Callable[[], datetime], composer: Composer, server: MailServer) -> None:
    try:
        email = composer.compose(mail)
        server.send(mail, email)
    except (Unavailable, Deferred) as later:
        mail.defer(_code(later), at=clock())
    except AddressRefused as refused:
        mail.bounce(_code(refused), at=clock())
    except Refusal as refused:
        # A secret that was used, replaced or ran out, a person who left: there is nothing to write any more.
        mail.abandon(_code(refused), at=clock())
    else:
        mail.sent(at=clock(), address_had_bounced=email.address_bounced)


def _code(error: Exception) -> str:
    return error.code if isinstance(error, Refusal) else str(error)

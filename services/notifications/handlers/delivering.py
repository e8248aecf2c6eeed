"""A mail that is due: ask for address and content, hand it to the mail server, note what became of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.contracts.base import Language
from services.contracts.refusals import Refusal, Unavailable
from services.notifications.domain.mails import Mail


@dataclass(frozen=True)
class Letter:
    """A mail as it leaves. Lives in memory only: it holds an address, and sometimes a secret."""

    to: str
    language: Language
    subject: str
    text: str
    html: str
    address_bounced: bool = False
    """Mail to it was refused before, and identity says so to its owner: that it takes mail again is news."""


class AddressRefused(Exception):
    """There is no such address. Says the server's status code, never its words: they quote the address."""


class NotTaken(Exception):
    """Says why by a code: the mail server is away, says to come back later, or refuses for a reason that is not the
    address; in the last case an operator must know."""

    def __init__(self, code: str, *, needs_an_operator: bool = False) -> None:
        super().__init__(code)
        self.needs_an_operator = needs_an_operator


class Letters(Protocol):
    def compose(self, mail: Mail) -> Letter: ...


class PostOffice(Protocol):
    def post(self, mail: Mail, letter: Letter) -> None: ...


def deliver(mail: Mail, clock: Callable[[], datetime], letters: Letters, post_office: PostOffice) -> None:
    try:
        letter = letters.compose(mail)
        post_office.post(mail, letter)
    except (Unavailable, NotTaken) as later:
        mail.put_off(_code(later), at=clock())
    except AddressRefused as refused:
        mail.bounce(_code(refused), at=clock())
    except Refusal as refused:
        # A secret that was used, replaced or ran out, a person who left: there is nothing to write any more.
        mail.abandon(_code(refused), at=clock())
    else:
        mail.sent(at=clock(), address_had_bounced=letter.address_bounced)


def _code(error: Exception) -> str:
    return error.code if isinstance(error, Refusal) else str(error)

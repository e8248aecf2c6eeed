from typing import ClassVar, Literal
from uuid import UUID

from services.contracts.actor import ANYBODY, MEMBERS
from services.contracts.base import Command, Event, Query, View
from services.contracts.refusals import Conflict, NotFound, Refusal, Unavailable


class AccountClosed(Conflict):
    pass


class NoSuchDrawer(NotFound):
    """What no command here declares."""


class ManyAtTheCounter(Unavailable):
    pass


class EntryView(View):
    id: UUID
    account: str
    amount: int


class BalanceView(View):
    account: str
    balance: int
    entries: int


class PostEntry(Command[EntryView]):
    callers = MEMBERS
    refuses: ClassVar[tuple[type[Refusal], ...]] = (AccountClosed,)
    account: str
    amount: int
    seconds: float = 0
    """That the handler takes."""
    ends: Literal["well", "refused", "undeclared", "broken"] = "well"


class PostInSecret(PostEntry):
    secret_reply = True


class Whisper(Command[EntryView]):
    """A secret there and back: the ledger answers what it was told."""

    callers = ANYBODY
    sealed_fields = frozenset({"account"})
    sealed_reply = True
    secret_reply = True
    account: str
    seconds: float = 0


class CountAttempt(PostEntry):
    effect_on_refusal = True


class PostPrepared(PostEntry):
    pass


class PostSlowly(PostEntry):
    """Once whoever holds the lock SLOWLY lets go of it."""

    refuses = (AccountClosed, ManyAtTheCounter)


class GetBalance(Query[BalanceView]):
    callers = ANYBODY
    account: str
    seconds: float = 0


class WriteInQuery(Query[BalanceView]):
    callers = ANYBODY
    account: str


class GetCountThroughCounter(Query[BalanceView]):
    callers = MEMBERS
    account: str
    in_transaction: bool = False


class EntryPosted(Event):
    subscribers = frozenset({"counter", "crowd"})
    public_fields = ("entry_id", "account")
    entry_id: UUID
    account: str

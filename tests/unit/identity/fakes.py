"""Identity's ports by hand: what is kept is kept in lists and dictionaries."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from services.contracts.base import Event
from services.contracts.identity import (
    AccountAlreadyExists,
    NumberAlreadyTaken,
    UnknownDelivery,
    UnknownEstablishment,
    UnknownNumberRequest,
    UnknownPerson,
    UnknownSession,
)
from services.identity.domain.accounts import Account
from services.identity.domain.attempts import (
    ATTACK_COUNTED_FOR,
    COUNTED_FOR,
    KNOWN_FOR,
    SPRAYING_COUNTED_FOR,
    History,
    Try,
)
from services.identity.domain.establishments import Establishment
from services.identity.domain.household import Household
from services.identity.domain.issued_secrets import RECENT, IssuedSecret, Purpose
from services.identity.domain.numbers import NumberRequest, number_from_serial
from services.identity.domain.rights import Rights
from services.identity.domain.sessions import Session, Token
from tests.unit.identity.glass import GlassSeal

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def wait(self, **time: float) -> datetime:
        self.now += timedelta(**time)
        return self.now


class Told(list[Event]):
    """The events that were recorded, in order."""

    def take(self, entity: Any) -> None:
        self.extend(entity.events)
        entity.events.clear()

    def types(self) -> list[str]:
        return [event.event_type() for event in self]


class InMemoryEstablishments:
    def __init__(self, *known: Establishment) -> None:
        self.known = {place.id: place for place in known}

    def get(self, establishment_id: UUID) -> Establishment:
        if establishment_id not in self.known:
            raise UnknownEstablishment.at("/establishment_id", "unknown")
        return self.known[establishment_id]

    def add(self, establishment: Establishment) -> None:
        self.known[establishment.id] = establishment


class InMemoryNumberRequests:
    def __init__(self, told: Told) -> None:
        self.known: dict[UUID, NumberRequest] = {}
        self._told = told

    def add(self, request: NumberRequest) -> None:
        self.save(request)

    def get(self, request_id: UUID) -> NumberRequest:
        if request_id not in self.known:
            raise UnknownNumberRequest
        return deepcopy(self.known[request_id])

    def save(self, request: NumberRequest) -> None:
        self._told.take(request)
        self.known[request.id] = request


class InMemoryAccounts:
    def __init__(self, told: Told) -> None:
        self.known: dict[UUID, Account] = {}
        self._told = told
        self._serial = 1_000_000

    def add(self, account: Account) -> None:
        if account.is_staff and self.by_staff_email(account.email):
            raise AccountAlreadyExists
        if not account.is_staff and self.by_number(account.cgos_number or ""):
            raise NumberAlreadyTaken
        self.save(account)

    def get(self, account_id: UUID) -> Account:
        if account_id not in self.known:
            raise UnknownPerson
        return deepcopy(self.known[account_id])

    look_at = get

    def by_number(self, cgos_number: str) -> Account | None:
        return self._find(lambda account: account.cgos_number == cgos_number)

    def by_staff_email(self, email: str) -> Account | None:
        return self._find(lambda account: account.is_staff and account.email.lower() == email.strip().lower())

    def save(self, account: Account) -> None:
        self._told.take(account)
        self.known[account.id] = account

    def next_free_number(self) -> str:
        self._serial += 1
        return number_from_serial(self._serial)

    def _find(self, wanted: Callable[[Account], bool]) -> Account | None:
        return next((deepcopy(account) for account in self.known.values() if wanted(account)), None)


class InMemorySecrets:
    def __init__(self, told: Told, clock: Clock) -> None:
        self.known: dict[UUID, IssuedSecret] = {}
        self._told = told
        self._clock = clock

    def add(self, secret: IssuedSecret, *, instead_of: list[IssuedSecret]) -> None:
        for one in (*instead_of, secret):
            self.save(one)

    def get(self, delivery_id: UUID) -> IssuedSecret:
        if delivery_id not in self.known:
            raise UnknownDelivery
        return self.known[delivery_id]

    def by_token_hash(self, token_hash: str) -> IssuedSecret | None:
        return next((secret for secret in self.known.values() if secret.secret_hash == token_hash), None)

    def recent(self, account_id: UUID, purpose: Purpose) -> list[IssuedSecret]:
        since = self._clock.now - RECENT
        mine = [
            one
            for one in self.known.values()
            if (one.account_id, one.purpose) == (account_id, purpose) and one.issued_at > since
        ]
        return sorted(mine, key=lambda secret: secret.issued_at, reverse=True)

    def save(self, secret: IssuedSecret) -> None:
        self._told.take(secret)
        self.known[secret.id] = secret


class InMemorySessions:
    def __init__(self, told: Told, clock: Clock) -> None:
        self.known: dict[UUID, Session] = {}
        self.tokens: dict[str, Token] = {}
        self._told = told
        self._clock = clock

    def add(self, session: Session) -> None:
        self.save(session)

    def get(self, session_id: UUID | None) -> Session:
        if session_id is None or session_id not in self.known:
            raise UnknownSession
        return self.known[session_id]

    look_at = get

    def touch(self, session_id: UUID, now: datetime) -> None:
        self.known[session_id].last_seen_at = now

    def open_ones(self, account_id: UUID) -> list[Session]:
        mine = [session for session in self.known.values() if session.account_id == account_id]
        return [session for session in mine if session.is_open(self._clock.now)]

    def save(self, session: Session) -> None:
        self._told.take(session)
        self.known[session.id] = session

    def add_tokens(self, tokens: list[Token]) -> None:
        self.tokens |= {token.token_hash: token for token in tokens}

    def token(self, token_hash: str) -> Token | None:
        return self.tokens.get(token_hash)

    take_token = token

    def save_token(self, token: Token) -> None:
        self.tokens[token.token_hash] = token


class InMemoryAttempts:
    def __init__(self) -> None:
        self.failures: list[tuple[Try, datetime]] = []
        self.successes: list[tuple[Try, datetime]] = []
        self.requests: list[tuple[str, datetime]] = []

    def history(self, attempt: Try, now: datetime) -> History:
        known = any(
            (one.account, one.device) == (attempt.account, attempt.device) and at > now - KNOWN_FOR
            for one, at in self.successes
        )

        def here(one: Try) -> bool:
            place = one.device == attempt.device if known else one.source == attempt.source
            return one.account == attempt.account and place

        since = max([now - COUNTED_FOR, *(at for one, at in self.successes if here(one))])
        failures_here = [at for one, at in self.failures if here(one) and at > since]
        of_source = [
            at for one, at in self.failures if one.source == attempt.source and at > now - SPRAYING_COUNTED_FOR
        ]
        return History(
            known,
            len(failures_here),
            max(failures_here, default=None),
            sum(one.account == attempt.account and at > now - ATTACK_COUNTED_FOR for one, at in self.failures),
            len(of_source),
            max(of_source, default=None),
        )

    def failed(self, attempt: Try, now: datetime) -> None:
        self.failures.append((attempt, now))

    def succeeded(self, attempt: Try, now: datetime) -> None:
        self.successes.append((attempt, now))

    def forgive(self, account: str) -> None:
        self.failures = [(one, at) for one, at in self.failures if one.account != account]

    def requested(self, source: str, now: datetime) -> None:
        self.requests.append((source, now))

    def recent_requests(self, source: str, since: datetime) -> int:
        return sum(one == source and at > since for one, at in self.requests)


class InMemoryHouseholds:
    def __init__(self, told: Told) -> None:
        self.known: dict[UUID, Household] = {}
        self._told = told

    def get(self, member_id: UUID) -> Household:
        return self.known.get(member_id, Household(member_id))

    def save(self, household: Household) -> None:
        self._told.take(household)
        household.version += 1
        self.known[household.member_id] = household


class InMemoryRights:
    def __init__(self, told: Told) -> None:
        self.known: dict[tuple[UUID, int], Rights] = {}
        self._told = told

    def put(self, rights: Rights) -> None:
        self._told.take(rights)
        self.known[rights.member_id, rights.year] = rights


@dataclass
class Identity:
    """All ports together, as a use case finds them."""

    told: Told = field(default_factory=Told)
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.accounts = InMemoryAccounts(self.told)
        self.secrets = InMemorySecrets(self.told, self.clock)
        self.sessions = InMemorySessions(self.told, self.clock)
        self.attempts = InMemoryAttempts()
        self.requests = InMemoryNumberRequests(self.told)
        self.households = InMemoryHouseholds(self.told)
        self.rights = InMemoryRights(self.told)
        self.seal = GlassSeal()

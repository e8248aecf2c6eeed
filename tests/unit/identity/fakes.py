"""Identity's ports by hand: what is kept is kept in lists and dictionaries."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from services.contracts.actor import Role
from services.contracts.base import Event
from services.contracts.identity.refusals import (
    AccountAlreadyExists,
    NumberAlreadyTaken,
    UnknownDelivery,
    UnknownEstablishment,
    UnknownNumberRequest,
    UnknownPerson,
    UnknownRights,
    UnknownSession,
)
from services.identity.domain.accounts import Account
from services.identity.domain.establishments import Establishment
from services.identity.domain.household import Household
from services.identity.domain.issued_secrets import RECENT, IssuedSecret, Purpose
from services.identity.domain.numbers import NumberRequest, RecentRequests, RequestLimits, number_from_serial
from services.identity.domain.rights import Rights
from services.identity.domain.sessions import Session, Token
from tests.unit.identity.attempts import InMemoryAttempts
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

    def regions(self) -> set[str]:
        return {place.region for place in self.known.values()}

    def add(self, establishment: Establishment) -> None:
        self.known[establishment.id] = establishment

    def without_index(self, limit: int) -> list[Establishment]:
        return []

    def index(self, establishment: Establishment) -> None:
        return None


class InMemoryNumberRequests:
    def __init__(self, told: Told) -> None:
        self.known: dict[UUID, NumberRequest] = {}
        self.before_it = RecentRequests(0, 0, person_has_enough=False)
        self._told = told

    def recent(self, request: NumberRequest, limits: RequestLimits) -> RecentRequests:
        return self.before_it

    def add(self, request: NumberRequest) -> None:
        self.save(request)

    def get(self, request_id: UUID) -> NumberRequest:
        if request_id not in self.known:
            raise UnknownNumberRequest
        return deepcopy(self.known[request_id])

    def save(self, request: NumberRequest, *, for_establishment: bool = False) -> None:
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

    def administrators(self) -> list[Account]:
        can_act = (one for one in self.known.values() if not one.is_closed and one.activated_at)
        return [deepcopy(one) for one in can_act if Role.ADMINISTRATOR in one.roles]

    def by_number(self, cgos_number: str) -> Account | None:
        return self._find(lambda account: account.cgos_number == cgos_number)

    def by_staff_email(self, email: str) -> Account | None:
        return self._find(lambda account: account.is_staff and account.email.lower() == email.strip().lower())

    def save(self, account: Account) -> None:
        self._told.take(account)
        self.known[account.id] = account

    def closed_with_other_keys(self, key_id: str, limit: int) -> list[Account]:
        return []

    def by_person(self, identity_key: str, email: str) -> Account | None:
        return None

    def has_correspondent(self, establishment_id: UUID) -> bool:
        return any(establishment_id in one.establishments for one in self.known.values() if not one.is_closed)

    def with_factor_reset_due(self, now: datetime, limit: int) -> list[Account]:
        due = ((one.second_factor.reset_due_at, one) for one in self.known.values())
        return [deepcopy(one) for at, one in due if at is not None and at <= now]

    def not_told_since(self, day: date, limit: int) -> list[Account]:
        active = (one for one in self.known.values() if one.is_staff and one.activated_at and not one.is_closed)
        waited = (one for one in active if one.waiting_told_on is None or one.waiting_told_on < day)
        return [deepcopy(one) for one in waited][:limit]

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

    def revoke_all(self, account_id: UUID) -> None:
        for one in self.known.values():
            if one.account_id == account_id and one.is_live(self._clock.now):
                one.revoke(self._clock.now)


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

    def end_all(self, account_id: UUID) -> None:
        for session in self.open_ones(account_id):
            session.end(self._clock.now)
            self.save(session)

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

    def get(self, member_id: UUID, year: int) -> Rights:
        return deepcopy(self.known.get((member_id, year), Rights(uuid4(), member_id, year)))

    def by_id(self, rights_id: UUID) -> Rights:
        found = next((one for one in self.known.values() if one.id == rights_id), None)
        if found is None:
            raise UnknownRights
        return deepcopy(found)

    def save(self, rights: Rights) -> None:
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

"""What the use cases of identity need from outside."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.contracts.actor import Actor
from services.identity.domain.accounts import Account
from services.identity.domain.attempts import History, Try
from services.identity.domain.establishments import Establishment
from services.identity.domain.household import Household
from services.identity.domain.issued_secrets import IssuedSecret, Purpose
from services.identity.domain.numbers import NumberRequest
from services.identity.domain.rights import Rights
from services.identity.domain.sessions import Session, Token


class Establishments(Protocol):
    def get(self, establishment_id: UUID) -> Establishment:
        """Raises UnknownEstablishment."""

    def add(self, establishment: Establishment) -> None:
        """Raises EstablishmentAlreadyRegistered."""


class NumberRequests(Protocol):
    def add(self, request: NumberRequest) -> None: ...

    def get(self, request_id: UUID) -> NumberRequest:
        """Held until the end of the work. Raises UnknownNumberRequest."""

    def save(self, request: NumberRequest) -> None: ...


class Accounts(Protocol):
    """An account that is read here stays locked until the transaction ends, so that two never change it at once."""

    def add(self, account: Account) -> None:
        """Raises NumberAlreadyTaken or AccountAlreadyExists."""

    def get(self, account_id: UUID) -> Account:
        """Raises UnknownPerson."""

    def look_at(self, account_id: UUID) -> Account:
        """The same, without its lock: nothing of it may be saved."""

    def by_number(self, cgos_number: str) -> Account | None: ...

    def by_staff_email(self, email: str) -> Account | None: ...

    def save(self, account: Account) -> None: ...

    def next_free_number(self) -> str: ...


class IssuedSecrets(Protocol):
    def add(self, secret: IssuedSecret, *, instead_of: list[IssuedSecret]) -> None:
        """Those that it has revoked are saved as well."""

    def get(self, delivery_id: UUID) -> IssuedSecret:
        """Raises UnknownDelivery."""

    def by_token_hash(self, token_hash: str) -> IssuedSecret | None:
        """Not held: whoever uses it holds its account first."""

    def recent(self, account_id: UUID, purpose: Purpose) -> list[IssuedSecret]:
        """Those of a day, newest first."""

    def save(self, secret: IssuedSecret) -> None: ...


class Sessions(Protocol):
    def add(self, session: Session) -> None: ...

    def get(self, session_id: UUID | None) -> Session:
        """Held until the end of the work. Raises UnknownSession."""

    def look_at(self, session_id: UUID | None) -> Session:
        """The same, without its lock: nothing of it may be saved."""

    def touch(self, session_id: UUID, now: datetime) -> None:
        """It has been seen."""

    def open_ones(self, account_id: UUID) -> list[Session]: ...

    def save(self, session: Session) -> None: ...

    def add_tokens(self, tokens: list[Token]) -> None: ...

    def token(self, token_hash: str) -> Token | None: ...

    def take_token(self, token_hash: str) -> Token | None:
        """The same, held until the end of the work."""

    def save_token(self, token: Token) -> None: ...


class Attempts(Protocol):
    def history(self, attempt: Try, now: datetime) -> History:
        """From here to the end of the work, one try at a time on one account from one place."""

    def failed(self, attempt: Try, now: datetime) -> None: ...

    def succeeded(self, attempt: Try, now: datetime) -> None: ...

    def forgive(self, account: str) -> None: ...

    def requested(self, source: str, now: datetime) -> None: ...

    def recent_requests(self, source: str, since: datetime) -> int: ...


class Households(Protocol):
    def get(self, member_id: UUID) -> Household:
        """Locked until the transaction ends; an empty one where the member has described none."""

    def save(self, household: Household) -> None: ...


class RightsRegister(Protocol):
    def put(self, rights: Rights) -> None: ...


class Expired(Protocol):
    """What has been of no use for long enough."""

    def delete_attempts(self, *, succeeded_before: datetime, others_before: datetime) -> None: ...

    def delete_secrets(self, *, expired_before: datetime) -> None: ...

    def delete_sessions(self, *, over_at: datetime, ended_before: datetime, last_seen_before: datetime) -> None: ...

    def delete_tokens(self, *, expired_before: datetime) -> None: ...


class Seal(Protocol):
    """What the server's own key does: derive secrets instead of storing them, and encrypt those that must be stored."""

    def temporary_password(self, delivery_id: UUID) -> str: ...

    def link_token(self, delivery_id: UUID) -> str: ...

    def successors(self, refresh_token: str) -> tuple[str, str]:
        """The access token and the refresh token that follow; always the same two."""

    def close(self, secret: str) -> str: ...

    def open(self, sealed: str) -> str: ...

    def fingerprint(self, text: str) -> str:
        """Equal for equal texts; tells nothing to who has not the key."""


class Signer(Protocol):
    def sign(self, actor: Actor, now: datetime, expires_at: datetime) -> str: ...

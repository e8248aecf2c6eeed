"""What the use cases of identity need from outside."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from services.contracts.actor import Actor
from services.contracts.identity.corrections import CorrectionField
from services.identity.domain.accounts import Account
from services.identity.domain.attempts import History, Try
from services.identity.domain.audit import Record
from services.identity.domain.corrections import Correction
from services.identity.domain.departures import Departure
from services.identity.domain.erasure import Erasure
from services.identity.domain.establishment_changes import EstablishmentChange
from services.identity.domain.establishments import Establishment
from services.identity.domain.household import Household
from services.identity.domain.issued_secrets import IssuedSecret, Purpose
from services.identity.domain.numbers import NumberRequest, RecentRequests, RequestLimits
from services.identity.domain.rights import Rights
from services.identity.domain.sessions import Session, Token


class Establishments(Protocol):
    def get(self, establishment_id: UUID) -> Establishment:
        """Raises UnknownEstablishment."""

    def regions(self) -> Collection[str]:
        """Those that they are in."""

    def add(self, establishment: Establishment) -> None:
        """Raises EstablishmentAlreadyRegistered."""

    def without_index(self, limit: int) -> list[Establishment]:
        """Not found yet by what people type."""

    def index(self, establishment: Establishment) -> None: ...


class NumberRequests(Protocol):
    def recent(self, request: NumberRequest, limits: RequestLimits) -> RecentRequests:
        """Those that count beside this one. Until the end of the work nobody else counts them."""

    def add(self, request: NumberRequest) -> None: ...

    def get(self, request_id: UUID) -> NumberRequest:
        """Held until the end of the work. Raises UnknownNumberRequest."""

    def save(self, request: NumberRequest, *, for_establishment: bool = False) -> None:
        """`for_establishment`: done in its place, which the audit says."""


class Accounts(Protocol):
    """An account that is read here stays locked until the transaction ends, so that two never change it at once."""

    def add(self, account: Account) -> None:
        """Raises NumberAlreadyTaken or AccountAlreadyExists."""

    def get(self, account_id: UUID) -> Account:
        """Raises UnknownPerson."""

    def look_at(self, account_id: UUID) -> Account:
        """The same, without its lock: nothing of it may be saved."""

    def administrators(self) -> list[Account]:
        """Those who can act as one now. Asked for before any other account, so that of two who take each other's rights
        the second finds what the first has done."""

    def by_number(self, cgos_number: str) -> Account | None: ...

    def by_person(self, identity_key: str, email: str) -> Account | None:
        """The member of these names and this birth date whose address this is, and who was told a number."""

    def by_staff_email(self, email: str) -> Account | None: ...

    def save(self, account: Account) -> None: ...

    def closed_with_other_keys(self, key_id: str, limit: int) -> list[Account]:
        """Some of those whose second factor is. Whom somebody else holds is left for the next time."""

    def has_correspondent(self, establishment_id: UUID) -> bool:
        """Somebody whose account is open speaks for it."""

    def with_factor_reset_due(self, now: datetime, limit: int) -> list[Account]:
        """Whom somebody else holds is left for the next time."""

    def not_told_since(self, day: date, limit: int) -> list[Account]:
        """Active correspondents and officers, of whom it was not looked since what waits for them. Whom somebody else
        holds is left for the next time."""

    def next_free_number(self) -> str: ...


class Survivors(Protocol):
    """Of those whom the actor may see to. What is got from here is held as accounts are, and saved there."""

    def member_within_reach(self, cgos_number: str) -> Account | None: ...

    def get(self, survivor_id: UUID) -> Account:
        """Raises UnknownSurvivor."""

    def has_open_access(self, deceased_id: UUID, email: str) -> bool: ...

    def due(self, now: datetime, limit: int) -> list[Account]:
        """Whose time is over. Whom somebody else holds is left for the next time."""


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

    def revoke_all(self, account_id: UUID) -> None:
        """Whatever was sent to open or change this account, and was not used yet, does so no more."""


class Sessions(Protocol):
    def add(self, session: Session) -> None: ...

    def get(self, session_id: UUID | None) -> Session:
        """Held until the end of the work. Raises UnknownSession."""

    def look_at(self, session_id: UUID | None) -> Session:
        """The same, without its lock: nothing of it may be saved."""

    def touch(self, session_id: UUID, now: datetime) -> None:
        """It has been seen."""

    def open_ones(self, account_id: UUID) -> list[Session]: ...

    def end_all(self, account_id: UUID) -> None: ...

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


class Audit(Protocol):
    def append(self, record: Record) -> None:
        """At the end of the chain, one at a time; nothing where this event is in it already."""


class Corrections(Protocol):
    def waits(self, member_id: UUID, wanted: CorrectionField) -> bool:
        """Whether one of this field is still to be decided."""

    def former_family_names(self, member_id: UUID) -> list[str]:
        """Those that a correction took the place of: a notice may bear one."""

    def add(self, correction: Correction) -> None: ...

    def get(self, correction_id: UUID) -> Correction:
        """Held until the end of the work. Raises UnknownCorrection."""

    def save(self, correction: Correction) -> None: ...


class EstablishmentChanges(Protocol):
    """Whoever asks holds the member's account."""

    def add(self, change: EstablishmentChange) -> None: ...

    def planned_of(self, member_id: UUID) -> list[EstablishmentChange]: ...

    def next_number(self, member_id: UUID) -> int: ...

    def last_made_from(self, member_id: UUID) -> date | None:
        """The day of the one that was made last."""

    def members_due(self, today: date, limit: int) -> list[UUID]:
        """Whose planned change has its day by now; not held."""

    def save(self, change: EstablishmentChange) -> None: ...


class Departures(Protocol):
    """Whoever changes one holds the member's account."""

    def add(self, departure: Departure) -> None: ...

    def look_at(self, departure_id: UUID) -> Departure:
        """Not held. Raises UnknownDeparture."""

    def get(self, departure_id: UUID) -> Departure:
        """Held until the end of the work. Raises UnknownDeparture."""

    def open_of(self, member_id: UUID) -> list[Departure]: ...

    def save(self, departure: Departure) -> None: ...


class Households(Protocol):
    def get(self, member_id: UUID) -> Household:
        """Locked until the transaction ends; an empty one where the member has described none."""

    def save(self, household: Household) -> None: ...


class RightsRegister(Protocol):
    """What is read here stays locked until the transaction ends."""

    def get(self, member_id: UUID, year: int) -> Rights:
        """Of revision 0 where they were never sent; of this member nobody else sends any until the end of the work."""

    def by_id(self, rights_id: UUID) -> Rights:
        """Raises UnknownRights."""

    def save(self, rights: Rights) -> None:
        """With its changes."""


class Expired(Protocol):
    """What has been of no use for long enough."""

    def delete_attempts(self, *, succeeded_before: datetime, others_before: datetime) -> None: ...

    def delete_secrets(self, *, expired_before: datetime) -> None: ...

    def delete_sessions(self, *, over_at: datetime, ended_before: datetime, last_seen_before: datetime) -> None: ...

    def delete_tokens(self, *, expired_before: datetime) -> None: ...


class Seal(Protocol):
    """What the server's own key does: derive secrets instead of storing them, and encrypt those that must be stored."""

    @property
    def key_id(self) -> str:
        """Of the key that everything new is made with."""

    def temporary_password(self, delivery_id: UUID, key_id: str | None = None) -> str:
        """Raises LinkExpired where that key is not known any more."""

    def link_token(self, delivery_id: UUID, key_id: str | None = None) -> str:
        """As above."""

    def successors(self, refresh_token: str) -> list[tuple[str, str]]:
        """The access token and the refresh token that follow, with each key that is known, the present one first; with
        one key always the same two."""

    def close(self, secret: str) -> str: ...

    def open(self, sealed: str) -> str:
        """With whichever key closed it."""

    def closed_anew(self, sealed: str) -> str | None:
        """With the present key; None where no key that is known opens it."""

    def fingerprint(self, text: str) -> str:
        """Equal for equal texts while the key stays; tells nothing to who has not the key."""


class Signer(Protocol):
    def sign(self, actor: Actor, now: datetime, expires_at: datetime) -> str: ...


class Erasures(Protocol):
    def get(self, erasure_id: UUID) -> Erasure:
        """Held until the end of the work. Raises UnknownErasure."""

    def latest_of(self, member_id: UUID) -> Erasure | None:
        """Until the end of the work nobody else asks for this member."""

    def save(self, erasure: Erasure) -> None: ...

    def due(self, now: datetime, limit: int) -> list[UUID]:
        """Members whose erasure was accepted and told."""

    def erase(self, member_id: UUID) -> None:
        """Here, and by an event everywhere else."""

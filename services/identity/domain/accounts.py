"""A person known here: a member by their number, one of the staff by their address."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from services.contracts.actor import Actor, Role
from services.contracts.base import Event, Language, Portal
from services.contracts.identity import (
    AccountActivated,
    AccountClosed,
    EmailChanged,
    EmailConfirmed,
    EmailState,
    PasswordChanged,
    PortalChanged,
    SecondFactorChanged,
    StaffRolesChanged,
    StaffWaitingTold,
)
from services.contracts.identity.fields import EmploymentStatus
from services.contracts.identity.refusals import (
    LinkExpired,
    UnknownPerson,
)
from services.contracts.identity.waiting import StaffWaitingView
from services.contracts.refusals import StaleVersion
from services.identity.domain.numbers import NumberRequest
from services.identity.domain.second_factor import SecondFactor
from services.identity.domain.sessions import PortalOrStaff

NOBODY = UUID(int=0)
"""Looked up where there is no account, so that finding one does not show in the time."""
OLD_ADDRESS_TOLD_FOR = timedelta(days=30)
RESETS_WAIT = timedelta(hours=72)
"""After a change of address a forgotten password's link goes to the one before: whoever changed it in their place
would have the password next, and the owner has so long to notice."""


@dataclass(slots=True)
class Account:
    id: UUID
    portal: PortalOrStaff
    email: str
    family_name: str
    given_name: str
    language: Language
    created_at: datetime
    roles: list[Role] = field(default_factory=lambda: [Role.MEMBER])
    establishment_id: UUID | None = None
    """A member's employer; of the staff, the first of those that a correspondent speaks for."""
    establishments: list[UUID] = field(default_factory=list)
    """Those that a correspondent speaks for."""
    regions: list[str] = field(default_factory=list)
    """Where an officer's or a correspondent's role is good; where none is named, an officer's is good everywhere."""
    cgos_number: str | None = None
    birth_date: date | None = None
    profession: str | None = None
    phone: str | None = None
    postal_address: str | None = None
    email_state: EmailState = "unverified"
    pending_email: str | None = None
    previous_email: str | None = None
    settled_email: str | None = None
    """Where a link for a forgotten password went when the address was changed."""
    email_changed_at: datetime | None = None
    password_hash: str | None = None
    activated_at: datetime | None = None
    communicated_at: datetime | None = None
    closed_at: datetime | None = None
    closed_reason: str | None = None
    second_factor: SecondFactor = field(default_factory=SecondFactor)
    status: EmploymentStatus | None = None
    contract_ends_on: date | None = None
    second_email: str | None = None
    """Verified."""
    pending_second_email: str | None = None
    departed_on: date | None = None
    """Their establishment has declared that they left it."""
    waiting_told_on: date | None = None
    """Of the staff: the last day on which it was looked what waits for them."""
    survives: UUID | None = None
    """A survivor's: the member who died."""
    relation: str | None = None
    access_ends_at: datetime | None = None
    """A survivor's, by itself."""
    version: int = 1
    events: list[Event] = field(default_factory=list)

    @classmethod
    def of_member(cls, member_id: UUID, request: NumberRequest, cgos_number: str, now: datetime) -> "Account":
        """Not active: no password opens it before the number has been communicated."""
        form = request.form
        return cls(
            member_id,
            form.portal,
            form.email,
            form.family_name,
            form.given_name,
            form.language,
            now,
            establishment_id=form.establishment_id,
            cgos_number=cgos_number,
            birth_date=form.birth_date,
            profession=form.profession,
            postal_address=form.postal_address,
            status=form.employment_status,
            contract_ends_on=form.contract_ends_on,
        )

    @property
    def is_staff(self) -> bool:
        return self.portal == "staff"

    @property
    def member_id(self) -> UUID | None:
        return None if self.is_staff else self.id

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def may_log_in_first(self) -> bool:
        """Between the communication of the number and the first password; later, a forgotten password is reset."""
        return not self.is_closed and self.activated_at is None and self.communicated_at is not None

    @property
    def may_reset_password(self) -> bool:
        """A link goes to the account's address and nowhere else, and that it comes back proves the address valid
        (docs/mission.md 6). A bounce of the past proves nothing: a mailbox is repaired without telling us.
        Staff whose temporary password grew old ask again this way."""
        return not self.is_closed and (self.is_staff or self.activated_at is not None)

    @property
    def must_enrol_totp(self) -> bool:
        return self.is_staff and not self.second_factor.enrolled

    @property
    def known_about_them(self) -> list[str]:
        """What a stranger who knows this person would try."""
        return [self.family_name, self.given_name, self.cgos_number or "", self.email.split("@", 1)[0]]

    def actor(self, session_id: UUID | None = None) -> Actor:
        """Who acts, once they have proven to be this person."""
        scope = self.establishments if Role.ESTABLISHMENT in self.roles else ()
        return Actor(
            str(self.id), self.portal, frozenset(self.roles), frozenset(scope), session_id, frozenset(self.regions)
        )

    def require_version(self, expected: int | None) -> None:
        if expected is not None and expected != self.version:
            raise StaleVersion("This file has changed since it was last seen.")

    def communicate(self, now: datetime) -> None:
        self.communicated_at = now

    def require_staff(self) -> None:
        if not self.is_staff:
            raise UnknownPerson("There is nobody of the staff with this id.")

    def require_member(self) -> None:
        """One who was told their number: until then it is nobody's."""
        if self.is_staff or self.communicated_at is None:
            raise UnknownPerson("There is no such member.")

    def grant(self, roles: list[Role], establishments: list[UUID], regions: list[str]) -> bool:
        """False where that is what it holds already."""
        if (roles, establishments, regions) == (self.roles, self.establishments, self.regions):
            return False
        self.roles, self.establishments, self.regions = roles, establishments, regions
        self.establishment_id = next(iter(establishments), None)
        self.version += 1
        self.events.append(StaffRolesChanged(account_id=self.id, roles=roles, regions=regions))
        return True

    def close(self, now: datetime, reason: str | None = None) -> None:
        """Closed again, nothing happens: neither the moment nor the reason is written over."""
        if self.closed_at is None:
            self.closed_at, self.closed_reason = now, reason
            self.version += 1
            self.events.append(AccountClosed(account_id=self.id, portal=self.portal))

    def tell_what_waits(self, day: date, waiting: StaffWaitingView) -> None:
        """Nothing is told where nothing waits; it was looked at all the same."""
        self.waiting_told_on = day
        if any(dict(waiting).values()):
            self.events.append(StaffWaitingTold(account_id=self.id, **dict(waiting)))

    def reopen(self) -> None:
        if self.closed_at is not None:
            self.closed_at = self.closed_reason = None
            self.version += 1

    def addresses_told(self, now: datetime) -> list[str]:
        """The present one, and the one before while it is new."""
        new = self.email_changed_at is not None and now - self.email_changed_at < OLD_ADDRESS_TOLD_FOR
        before = self.previous_email if new else None
        return [self.email, before] if before and before != self.email else [self.email]

    def set_password(self, password_hash: str, now: datetime) -> None:
        """What is under way on the strength of the old one is over."""
        self.password_hash = password_hash
        self.pending_email = self.pending_second_email = self.second_factor.pending = None
        if self.activated_at is None:
            self.activated_at = now
            self.events.append(AccountActivated(account_id=self.id, portal=self.portal))
        else:
            self.events.append(PasswordChanged(account_id=self.id, portal=self.portal))

    def update(self, phone: str | None, postal_address: str | None, language: Language | None) -> None:
        self.phone = self.phone if phone is None else phone or None
        self.postal_address = self.postal_address if postal_address is None else postal_address or None
        self.language = language or self.language
        self.version += 1

    def depart(self, left_on: date | None) -> None:
        """None: they work where the file says, after all or again."""
        if left_on != self.departed_on:
            self.departed_on = left_on
            self.version += 1

    def work_at(self, establishment_id: UUID) -> None:
        self.establishment_id = establishment_id
        self.version += 1

    def move_to(self, portal: Portal) -> None:
        self.portal = portal
        self.events.append(PortalChanged(member_id=self.id, portal=portal))

    def address_works(self, email: str) -> None:
        """A secret that was sent there has come back."""
        if email == self.email and self.email_state != "verified":
            self.email_state = "verified"
            self.version += 1

    def address_bounced(self) -> None:
        if self.email_state != "bounced":
            self.email_state = "bounced"
            self.version += 1

    def address_takes_mail_again(self) -> None:
        """As it was before it bounced: an active account was opened by a secret sent there, so it was verified."""
        if self.email_state == "bounced":
            self.email_state = "verified" if self.activated_at else "unverified"
            self.version += 1

    def address_has_bounced(self, email: str) -> bool:
        return email == self.email and self.email_state == "bounced"

    def ask_for_address(self, email: str) -> None:
        self.pending_email = email
        self.version += 1

    def address_for_reset(self, now: datetime) -> str:
        """The present one once it has been so for long enough; until then the last that had."""
        new = self.email_changed_at is not None and now - self.email_changed_at < RESETS_WAIT
        if new:
            return self.settled_email or self.previous_email or self.email
        return self.second_email or self.email if self.email_state == "bounced" else self.email

    def confirm_address(self, email: str, now: datetime) -> None:
        if self.pending_email != email:
            raise LinkExpired("Another address was asked for since.")
        self.email_state, self.pending_email = "verified", None
        self.version += 1
        if email == self.email:
            return  # one that had bounced works again
        self.settled_email = self.address_for_reset(now)
        self.previous_email, self.email_changed_at = self.email, now
        self.email = email
        self.events.append(EmailChanged(account_id=self.id, portal=self.portal))
        self.events.append(EmailConfirmed(account_id=self.id, portal=self.portal))

    def confirm_second_factor(self, step: int) -> None:
        self.second_factor.confirm(step)
        self.pending_email = None
        self.events.append(SecondFactorChanged(account_id=self.id, portal=self.portal))

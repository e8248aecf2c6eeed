"""A person known here: a member by their number, one of the staff by their address."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from services.contracts.actor import STAFF, Role
from services.contracts.base import Event, Language
from services.contracts.identity import (
    AccountActivated,
    EmailChanged,
    EmailState,
    EstablishmentRequired,
    LinkExpired,
    NotAStaffRole,
    PasswordChanged,
    SecondFactorAlreadyEnrolled,
)
from services.contracts.refusals import StaleVersion
from services.identity.domain.numbers import NumberRequest
from services.identity.domain.sessions import PortalOrStaff

NOBODY = UUID(int=0)
"""Looked up where there is no account, so that finding one does not show in the time."""
OLD_ADDRESS_TOLD_FOR = timedelta(days=30)


@dataclass(slots=True)
class SecondFactor:
    """Secrets are sealed: only the server's key opens them."""

    sealed: str | None = None
    pending: str | None = None
    """Shown, not yet confirmed by a code."""
    last_step: int = 0

    @property
    def enrolled(self) -> bool:
        return self.sealed is not None

    def offer(self, sealed: str) -> None:
        if self.enrolled:
            raise SecondFactorAlreadyEnrolled("A second factor is enrolled already.")
        self.pending = sealed

    def confirm(self, step: int) -> None:
        self.sealed, self.pending, self.last_step = self.pending, None, step


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
    cgos_number: str | None = None
    birth_date: date | None = None
    profession: str | None = None
    phone: str | None = None
    postal_address: str | None = None
    email_state: EmailState = "unverified"
    pending_email: str | None = None
    previous_email: str | None = None
    email_changed_at: datetime | None = None
    password_hash: str | None = None
    activated_at: datetime | None = None
    communicated_at: datetime | None = None
    closed_at: datetime | None = None
    second_factor: SecondFactor = field(default_factory=SecondFactor)
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
        )

    @property
    def is_staff(self) -> bool:
        return self.portal == "staff"

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

    def require_version(self, expected: int | None) -> None:
        if expected is not None and expected != self.version:
            raise StaleVersion("This file has changed since it was last seen.")

    def communicate(self, now: datetime) -> None:
        self.communicated_at = now

    def close(self, now: datetime) -> None:
        self.closed_at = now

    def set_password(self, password_hash: str, now: datetime) -> None:
        self.password_hash = password_hash
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

    def confirm_address(self, email: str, now: datetime) -> None:
        if self.pending_email != email:
            raise LinkExpired("Another address was asked for since.")
        self.previous_email, self.email_changed_at = self.email, now
        self.email, self.email_state, self.pending_email = email, "verified", None
        self.version += 1
        self.events.append(EmailChanged(account_id=self.id, portal=self.portal))


def require_staff_roles(roles: list[Role], establishment_id: UUID | None) -> list[Role]:
    if not set(roles) <= STAFF:
        raise NotAStaffRole.at("/roles", "Only the roles of the staff can be given.")
    if (Role.ESTABLISHMENT in roles) != (establishment_id is not None):
        raise EstablishmentRequired.at(
            "/establishment_id", "A correspondent speaks for an establishment; nobody else does."
        )
    return sorted(set(roles))

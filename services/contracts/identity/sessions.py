"""Logging in and out, and who a session belongs to."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.actor import ANYBODY, APPLICANTS, EVERYONE_SIGNED_IN, STAFF, Role
from services.contracts.acts import NoAct
from services.contracts.base import Command, Done, Instant, Language, Open, Page, PageQuery, Portal, View
from services.contracts.identity.fields import Banner, Password
from services.contracts.identity.refusals import (
    BadCredentials,
    ManyAreSigningIn,
    SecondFactorRequired,
    SessionEnded,
    TooManyAttempts,
    UnknownSession,
    WrongPortal,
)


class SessionView(View):
    access_token: str
    expires_in: int
    """Seconds."""
    refresh_token: str | None
    """None for a browser session: its cookie lives 30 minutes idle, 12 hours at most."""
    must_change_password: bool
    must_enrol_totp: bool = False
    portal: Open[Literal["agent", "medical", "staff"]]


Channel = Literal["api", "browser"]


class LogIn(Command[SessionView]):
    callers = ANYBODY
    sealed_fields = frozenset({"password", "totp", "device"})
    sealed_reply = True
    refuses = (BadCredentials, SecondFactorRequired, WrongPortal, TooManyAttempts, ManyAreSigningIn)
    secret_reply = True
    effect_on_refusal = True
    raw_texts = frozenset({"password"})
    cgos_number: str = Field(max_length=32)
    password: Password
    portal: Portal
    totp: str | None = Field(default=None, max_length=32)
    channel: Channel = "api"
    source: str | None = Field(default=None, max_length=64)
    user_agent: str | None = Field(default=None, max_length=300)
    device: str | None = Field(default=None, max_length=100)
    """A secret that only this device holds: once it has opened the account it is known, whatever others get wrong."""


class LogInStaff(Command[SessionView]):
    callers = ANYBODY
    sealed_fields = frozenset({"password", "totp", "device"})
    sealed_reply = True
    refuses = (BadCredentials, SecondFactorRequired, TooManyAttempts, ManyAreSigningIn)
    secret_reply = True
    effect_on_refusal = True
    raw_texts = frozenset({"password"})
    email: str = Field(max_length=254)
    password: Password
    totp: str | None = Field(default=None, max_length=32)
    channel: Channel = "api"
    source: str | None = Field(default=None, max_length=64)
    user_agent: str | None = Field(default=None, max_length=300)
    device: str | None = Field(default=None, max_length=100)


class RefreshSession(Command[SessionView]):
    callers = ANYBODY
    sealed_fields = frozenset({"refresh_token"})
    sealed_reply = True
    refuses = (SessionEnded,)
    secret_reply = True
    effect_on_refusal = True
    refresh_token: str = Field(max_length=200)


class LogOut(Command[Done]):
    callers = EVERYONE_SIGNED_IN
    act = NoAct("a session of one's own")


class OpenSessionView(View):
    id: UUID
    created_at: Instant
    last_seen_at: Instant
    user_agent: str | None
    current: bool


class ListSessions(PageQuery[Page[OpenSessionView]]):
    callers = APPLICANTS | STAFF


class RevokeSession(Command[Done]):
    callers = APPLICANTS | STAFF
    refuses = (UnknownSession,)
    act = NoAct("a session of one's own")
    session_id: UUID


class AssertionView(View):
    """The signed statement of who acts, and what the gateway needs of it in clear."""

    assertion: str
    expires_at: Instant
    subject: UUID
    session_id: UUID
    portal: Open[Literal["agent", "medical", "staff"]]
    roles: list[Open[Role]]
    language: Open[Language]
    display_name: str
    must_change_password: bool
    must_enrol_totp: bool
    cgos_number: str | None = None
    """What a printed page names its member by."""
    banners: list[Open[Banner]] = Field(default_factory=list)
    """What every page of theirs says."""


class IdentifySession(Command[AssertionView]):
    """From the SHA-256 (hex) of an access token or a cookie. A command, for it prolongs an idle browser session."""

    callers = ANYBODY
    refuses = (SessionEnded,)
    secret_reply = True
    token_hash: str = Field(pattern=r"^[0-9a-f]{64}$")
    prolongs: bool = True
    """False only looks: a page that is open and listens is not a person who is there."""

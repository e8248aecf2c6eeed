"""From a number to a session. Nothing here tells whether an account exists: identity answers, in constant time."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from gateway.api.conventions import Body, Sent
from gateway.api.sections import section
from gateway.security import Caller, asking, device_of_client, keep_device
from services.contracts.base import Done
from services.contracts.identity import (
    Email,
    LogIn,
    LogInStaff,
    Name,
    Password,
    RefreshSession,
    RequestFirstLogin,
    RequestPasswordReset,
    ResetPassword,
    SessionView,
)
from services.contracts.identity.recovery import RequestNumberReminder
from services.contracts.refusals import Invalid

router = section("sign in", "/auth")


class FirstLoginBody(Body):
    cgos_number: str = Field(max_length=32)


class LogInBody(Body):
    """Members give their number, staff their address."""

    cgos_number: str | None = Field(default=None, max_length=32)
    email: str | None = Field(default=None, max_length=254)
    password: Password
    totp: str | None = Field(default=None, max_length=32)
    portal: Literal["agent", "medical", "staff"]


class RefreshBody(Body):
    refresh_token: str = Field(max_length=200)


class ForgottenPasswordBody(Body):
    cgos_number: str | None = Field(default=None, max_length=32)
    email: str | None = Field(default=None, max_length=254)


class ForgottenNumberBody(Body):
    family_name: Name
    given_name: Name
    birth_date: date
    email: Email


class ResetPasswordBody(Body):
    token: str = Field(max_length=200)
    new_password: Password


@router.post("/first-login", status_code=202)
async def request_first_login(body: Sent[FirstLoginBody], caller: Annotated[Caller, asking(RequestFirstLogin)]) -> Done:
    """Always the same answer. Where the number has an account, an e-mail with a temporary password follows."""
    return await caller.ask(RequestFirstLogin(cgos_number=body.cgos_number, source=caller.source))


@router.post("/login")
async def log_in(
    body: Sent[LogInBody],
    caller: Annotated[Caller, asking(LogIn, LogInStaff)],
    request: Request,
    response: Response,
) -> SessionView:
    """The right password in the wrong portal is refused with `wrong-portal`, and `portal` names the right one.

    A cookie makes a browser known to the account. A program that keeps no cookies has none, and waits with its whole
    network after too many mistakes."""
    device = device_of_client(request)
    told: dict[str, Any] = {
        "password": body.password,
        "totp": body.totp,
        "source": caller.source,
        "user_agent": caller.user_agent,
        "device": device,
    }
    if body.portal == "staff":
        if body.email is None:
            raise Invalid.at("/email", "staff sign in with their e-mail address")
        session = await caller.ask(LogInStaff(email=body.email, **told))
    else:
        if body.cgos_number is None:
            raise Invalid.at("/cgos_number", "members sign in with their number")
        session = await caller.ask(LogIn(cgos_number=body.cgos_number, portal=body.portal, **told))
    keep_device(response, device)
    return session


@router.post("/refresh")
async def refresh_session(body: Sent[RefreshBody], caller: Annotated[Caller, asking(RefreshSession)]) -> SessionView:
    """A refresh token works once; used again, it ends the session."""
    return await caller.ask(RefreshSession(refresh_token=body.refresh_token))


@router.post("/forgotten-password", status_code=202)
async def request_password_reset(
    body: Sent[ForgottenPasswordBody], caller: Annotated[Caller, asking(RequestPasswordReset)]
) -> Done:
    """Always the same answer."""
    if body.cgos_number is None and body.email is None:
        raise Invalid.at("/cgos_number", "a number is needed, or the e-mail address of a member of staff")
    return await caller.ask(RequestPasswordReset(cgos_number=body.cgos_number, email=body.email, source=caller.source))


@router.post("/forgotten-number", status_code=202)
async def request_number_reminder(
    body: Sent[ForgottenNumberBody], caller: Annotated[Caller, asking(RequestNumberReminder)]
) -> Done:
    """Always the same answer. Where all four are those of one account, an e-mail with its number follows."""
    return await caller.ask(RequestNumberReminder(**dict(body), source=caller.source))


@router.post("/reset-password", status_code=204)
async def reset_password(body: Sent[ResetPasswordBody], caller: Annotated[Caller, asking(ResetPassword)]) -> None:
    await caller.ask(ResetPassword(token=body.token, new_password=body.new_password))

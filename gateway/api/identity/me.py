"""The caller's own file."""

from typing import Annotated

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from gateway.api.conventions import Body, ExpectedVersion, Sent, tagged
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.base import Done, Language
from services.contracts.identity import ChangeEmail, ConfirmEmail, Email, GetMe, MeView, UpdateMe

router = section("me", "/me")


class ContactBody(Body):
    """What is absent stays as it is."""

    phone: str | None = Field(default=None, max_length=30, pattern=r"^[0-9+ .()-]*$")
    postal_address: str | None = Field(default=None, max_length=500)
    language: Language | None = None


class EmailBody(Body):
    email: Email


class TokenBody(Body):
    token: str = Field(max_length=200)


@router.get("")
async def get_me(caller: Annotated[Caller, asking(GetMe)], response: Response) -> MeView:
    return tagged(response, await caller.ask(GetMe()))


@router.patch("")
async def update_me(
    body: Sent[ContactBody],
    caller: Annotated[Caller, asking(UpdateMe)],
    version: ExpectedVersion,
    request: Request,
    response: Response,
) -> MeView:
    given = body.model_dump(exclude_unset=True)
    me = await caller.ask(UpdateMe(**given, expected_version=version))
    if "language" in given and caller.token is not None:  # the language travels with the session's assertion
        request.app.state.sessions.forget_token(caller.token)
    return tagged(response, me)


@router.post("/email", status_code=202)
async def change_email(body: Sent[EmailBody], caller: Annotated[Caller, asking(ChangeEmail)]) -> Done:
    """The new address counts once the link that is sent there has been followed."""
    return await caller.ask(ChangeEmail(email=body.email))


@router.post("/email/confirm", status_code=204)
async def confirm_email(body: Sent[TokenBody], caller: Annotated[Caller, asking(ConfirmEmail)]) -> None:
    await caller.ask(ConfirmEmail(token=body.token))

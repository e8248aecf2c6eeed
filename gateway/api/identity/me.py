"""The caller's own file."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from pydantic import Field, model_validator
from starlette.requests import Request
from starlette.responses import Response

from gateway.api.conventions import Body, ExpectedVersion, Sent, tagged
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.base import Done, Language
from services.contracts.identity import ChangeEmail, ConfirmEmail, Email, GetMe, MeView, Password, UpdateMe
from services.contracts.identity.second_email import ChangeSecondEmail, RemoveSecondEmail
from services.contracts.refusals import FieldError, Invalid

router = section("me", "/me")

_CORRECTION = ("POST /me/corrections, with a proof", "correction")
_ESTABLISHMENT = ("POST /me/establishment-change", "establishment_change")
_EMAIL = ("POST /me/email", "email_change")
_NOBODY = ("nobody: it is yours for good", "nobody")
CHANGED_ELSEWHERE: Final[Mapping[str, tuple[str, str]]] = {
    **dict.fromkeys(("family_name", "given_name", "birth_date", "profession"), _CORRECTION),
    **dict.fromkeys(("status", "contract_ends_on", "portal"), _CORRECTION),
    **dict.fromkeys(("establishment", "establishment_id"), _ESTABLISHMENT),
    **dict.fromkeys(("email", "email_state", "pending_email"), _EMAIL),
    **dict.fromkeys(("id", "cgos_number", "roles"), _NOBODY),
}
"""Fields of the file that a body might try to change here, with what changes them and the rule's name."""


class ChangedElsewhere(Invalid):
    """What stands in a file on proof, or is confirmed first, is not simply typed anew: each field says where."""


class ContactBody(Body):
    """What is absent stays as it is."""

    phone: str | None = Field(default=None, max_length=30, pattern=r"^[0-9+ .()-]*$")
    postal_address: str | None = Field(default=None, max_length=500)
    language: Language | None = None

    @model_validator(mode="before")
    @classmethod
    def _nothing_changed_elsewhere(cls, sent: Any) -> Any:
        """Raises ChangedElsewhere, which no request's own error hides."""
        asked = CHANGED_ELSEWHERE.keys() & sent.keys() if isinstance(sent, dict) else set()
        if asked:
            raise ChangedElsewhere(
                "This is not changed here.",
                errors=tuple(
                    FieldError(
                        pointer=f"/{name}",
                        detail=f"Changed by {CHANGED_ELSEWHERE[name][0]}.",
                        code=f"changed_by_{CHANGED_ELSEWHERE[name][1]}",
                    )
                    for name in sorted(asked)
                ),
            )
        return sent


class EmailBody(Body):
    """With the password, or a code of the second factor."""

    email: Email
    current_password: Password | None = None
    totp: str | None = Field(default=None, max_length=32)


class TokenBody(Body):
    token: str = Field(max_length=200)


@router.get("")
async def get_me(caller: Annotated[Caller, asking(GetMe)], response: Response) -> MeView:
    return tagged(response, await caller.ask(GetMe()))


@router.patch("")
async def update_me(
    body: Sent[ContactBody],
    caller: Annotated[Caller, asking(UpdateMe, refuses=(ChangedElsewhere,))],
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
    proof = {"current_password": body.current_password, "totp": body.totp}
    return await caller.ask(ChangeEmail(email=body.email, **proof))


@router.post("/email/confirm", status_code=204)
async def confirm_email(body: Sent[TokenBody], caller: Annotated[Caller, asking(ConfirmEmail)]) -> None:
    """Every other session ends. For three days a forgotten password's link still goes to the address before."""
    await caller.ask(ConfirmEmail(token=body.token))


@router.post("/second-email", status_code=202)
async def change_second_email(body: Sent[EmailBody], caller: Annotated[Caller, asking(ChangeSecondEmail)]) -> Done:
    """It counts once the link that is sent there has been followed (`/me/email/confirm`). Letters go there while the
    first address takes none."""
    proof = {"current_password": body.current_password, "totp": body.totp}
    return await caller.ask(ChangeSecondEmail(email=body.email, **proof))


@router.delete("/second-email", status_code=204)
async def remove_second_email(caller: Annotated[Caller, asking(RemoveSecondEmail)]) -> None:
    await caller.ask(RemoveSecondEmail())

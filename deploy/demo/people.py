"""Accounts of the demonstration, opened the way everybody's is: asked for, assigned, communicated, first login."""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pyotp

from deploy.demo.client import Client, Inbox, Refused
from deploy.demo.paper_authority import PaperAuthority
from deploy.demo.rights import open_rights
from deploy.demo.state import State

ACCOUNT_EXISTS = "account-already-exists"


def open_staff_account(
    state: State, name: str, person: dict[str, Any], administrator: Client, inbox: Inbox, gateway: str
) -> Client:
    """A signed-in client of this member of staff. Their account is created where it does not exist yet."""
    account = state.account(name)
    account["email"] = person["email"]
    client = Client(gateway)
    if account["ready"]:
        client.log_in({key: account[key] for key in ("email", "password", "totp_secret")}, "staff")
        return client
    try:
        administrator.call("POST", "/staff/accounts", person, key=_key("staff", person["email"]))
    except Refused as refused:
        if refused.code != ACCOUNT_EXISTS:
            raise
    session = _sign_in_with_own_password(client, {"email": person["email"]}, account["password"], "staff", inbox)
    if session["must_enrol_totp"]:
        account["totp_secret"] = client.call("POST", "/auth/totp")["secret"]
        state.keep()
        client.call("POST", "/auth/totp/confirm", {"code": pyotp.TOTP(account["totp_secret"]).now()})
    account["ready"] = True
    state.keep()
    return client


def open_member_account(
    state: State,
    name: str,
    person: dict[str, Any],
    establishment_id: str,
    *,
    correspondent: Client,
    officer: Client,
    inbox: Inbox,
    gateway: str,
    authority: PaperAuthority,
) -> None:
    account = state.account(name)
    if account["ready"]:
        return
    request = person["request"] | {"establishment_id": establishment_id}
    client = Client(gateway)
    if "cgos_number" not in account:
        account["cgos_number"] = ask_for_number(client, request, correspondent, officer)
        state.keep()
    number = {"cgos_number": account["cgos_number"]}
    portal = request["portal"]
    try:
        client.call("POST", "/auth/login", number | {"password": account["password"], "portal": portal})
    except Refused:
        client.call("POST", "/auth/first-login", number)
    _sign_in_with_own_password(client, number, account["password"], portal, inbox, address=request["email"])
    client.call("PUT", "/me/household", person["household"])
    open_rights(client, authority, person["rights"])
    account["ready"] = True
    state.keep()


def ask_for_number(visitor: Client, request: dict[str, Any], correspondent: Client, officer: Client) -> str:
    """The number, once it was assigned by the establishment and communicated by an officer."""
    asked = visitor.call("POST", "/number-requests", request)["id"]
    correspondent.call("POST", f"/staff/number-requests/{asked}/assign-number", {})
    communicated = officer.call("POST", f"/staff/number-requests/{asked}/communicate", {})
    return str(communicated["cgos_number"])


def _sign_in_with_own_password(
    client: Client, who: dict[str, str], password: str, portal: str, inbox: Inbox, *, address: str | None = None
) -> dict[str, Any]:
    """The session, after setting the own password if only the temporary one was known so far."""
    try:
        return client.log_in(who | {"password": password}, portal)
    except Refused as refused:
        if refused.status != 401:
            raise
    temporary = inbox.temporary_password(address or who["email"])
    session = client.log_in(who | {"password": temporary}, portal)
    client.call("POST", "/auth/password", {"current_password": temporary, "new_password": password})
    return session | {"must_enrol_totp": portal == "staff"}


def _key(*parts: str) -> str:
    return str(uuid5(NAMESPACE_URL, "/".join(("demo", *parts))))

"""Those who work during the trial: members with a document that was accepted already, and one officer."""

import asyncio
import time
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx
import pyotp

from deploy.demo.client import TOTP_STEP_SECONDS, Client, Inbox, wait_until
from deploy.demo.people import ask_for_number
from tests.faults.patient import PatientClient, persistently
from tests.journeys.files import pdf
from tests.journeys.stack import RunningStack

PASSWORD = "un-mot-de-passe-assez-long-2026"
BENEFIT = "birth-adoption"
SLOT = "birth_certificate"


@dataclass
class Member:
    id: str
    client: PatientClient
    email: str
    document_id: str


@dataclass
class Cast:
    members: list[Member]
    officer: PatientClient


@dataclass
class Opened:
    """A member just opened, with the client that is signed in as them."""

    member: Member
    client: Client
    token: str


def gather(stack: RunningStack, *, members: int) -> Cast:
    """Opens the accounts. The officer's and the correspondent's are those of the demo."""
    officer, correspondent = signed_in_staff(stack)
    opened = [open_member(stack, correspondent, officer).member for _ in range(members)]
    return Cast(opened, PatientClient(stack.gateway, _officer_signs_in(stack.accounts["officer"])))


def signed_in_staff(stack: RunningStack) -> tuple[Client, Client]:
    """The officer and the correspondent of the demo."""
    officer, correspondent = Client(stack.gateway), Client(stack.gateway)
    officer.log_in(stack.accounts["officer"], "staff")
    correspondent.log_in(stack.accounts["establishment"], "staff")
    return officer, correspondent


def open_member(stack: RunningStack, correspondent: Client, officer: Client) -> Opened:
    email = f"faults-{uuid4().hex[:12]}@agentspace.example"
    request = {
        "portal": "agent",
        "establishment_id": correspondent.call("GET", "/me")["establishment"]["id"],
        "profession": "aide-soignant",
        "family_name": "Essai",
        "given_name": "Camille",
        "birth_date": "1991-01-01",
        "email": email,
        "delivery": "email",
    }
    member = Client(stack.gateway)
    number = {"cgos_number": ask_for_number(member, request, correspondent, officer)}
    member.call("POST", "/auth/first-login", number)
    temporary = Inbox(stack.inbox).temporary_password(email)
    member.log_in(number | {"password": temporary}, "agent")
    member.call("POST", "/auth/password", {"current_password": temporary, "new_password": PASSWORD})
    session = member.log_in(number | {"password": PASSWORD}, "agent")
    member_id = str(member.call("GET", "/me")["id"])
    document_id = _accepted_document(member)
    credentials = number | {"password": PASSWORD, "portal": "agent"}

    async def sign_in(http: httpx.AsyncClient) -> str:
        response = await persistently(lambda: http.post("/auth/login", json=credentials))
        return str(response.raise_for_status().json()["access_token"])

    patient = PatientClient(stack.gateway, sign_in)
    return Opened(Member(member_id, patient, email, document_id), member, session["access_token"])


def _accepted_document(member: Client) -> str:
    content = pdf("Acte de naissance")
    declared: dict[str, Any] = member.call(
        "POST",
        "/documents",
        {"kind": SLOT, "filename": "acte.pdf", "size": len(content), "content_type": "application/pdf"},
    )
    path = f"/documents/{declared['id']}"
    member.call("PUT", f"{path}/content", content)
    member.call("POST", f"{path}/complete")
    wait_until(lambda: member.call("GET", path)["state"] == "accepted", "a document to be accepted")
    return str(declared["id"])


def _officer_signs_in(account: dict[str, str]) -> Any:
    codes = pyotp.TOTP(account["totp_secret"])

    async def sign_in(http: httpx.AsyncClient) -> str:
        while True:
            body = {"email": account["email"], "password": account["password"], "portal": "staff"}
            coded = body | {"totp": codes.at(time.time())}
            response = await persistently(lambda: http.post("/auth/login", json=coded))  # noqa: B023 - awaited here
            if response.is_success:
                return str(response.json()["access_token"])
            await asyncio.sleep(TOTP_STEP_SECONDS - time.time() % TOTP_STEP_SECONDS + 0.5)  # a code is good once

    return sign_in

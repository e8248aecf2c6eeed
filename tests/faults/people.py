"""Those who work during the trial: members with a document that was accepted already, and one officer."""

import asyncio
import time
from dataclasses import dataclass

import httpx
import pyotp

from deploy.demo.client import TOTP_STEP_SECONDS
from tests.faults.patient import PatientClient, SignIn, persistently
from tests.journeys.people import accepted_document, open_member, signed_in_staff
from tests.journeys.stack import RunningStack


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


def gather(stack: RunningStack, *, members: int) -> Cast:
    """Opens the accounts. The officer's and the correspondent's are those of the demo."""
    officer, correspondent = signed_in_staff(stack)
    gathered = []
    for _ in range(members):
        opened = open_member(stack, correspondent, officer)
        client = PatientClient(stack.gateway, _member_signs_in(opened.credentials))
        gathered.append(Member(opened.id, client, opened.email, accepted_document(opened.client)))
    return Cast(gathered, PatientClient(stack.gateway, _officer_signs_in(stack.accounts["officer"])))


def _member_signs_in(credentials: dict[str, str]) -> SignIn:
    async def sign_in(http: httpx.AsyncClient) -> str:
        response = await persistently(lambda: http.post("/auth/login", json=credentials))
        return str(response.raise_for_status().json()["access_token"])

    return sign_in


def _officer_signs_in(account: dict[str, str]) -> SignIn:
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

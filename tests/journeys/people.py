"""Members opened for a test, the way everybody's account is opened, and the staff of the demo."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from deploy.demo.client import Client, Inbox, wait_until
from deploy.demo.people import ask_for_number
from services.contracts.calendar import day_in_paris
from tests.journeys.files import pdf
from tests.journeys.stack import RunningStack

PASSWORD = "un-mot-de-passe-assez-long-2026"
BENEFIT = "birth-adoption"
SLOT = "birth_certificate"
ANSWERS = {"children": [{"given_name": "Sacha", "birth_date": "2025-05-19", "concerned": True}]}
"""All that an application for BENEFIT needs, beside a document in SLOT."""
PROFESSIONS = {"agent": "aide-soignant", "medical": "praticien-hospitalier"}


@dataclass
class Opened:
    """A member just opened, and the client that is signed in as them."""

    id: str
    email: str
    credentials: dict[str, str]
    """The body of a login."""
    client: Client
    token: str


def signed_in_staff(stack: RunningStack) -> tuple[Client, Client]:
    """The officer and the correspondent of the demo."""
    officer, correspondent = Client(stack.gateway), Client(stack.gateway)
    officer.log_in(stack.accounts["officer"], "staff")
    correspondent.log_in(stack.accounts["establishment"], "staff")
    return officer, correspondent


def open_member(stack: RunningStack, correspondent: Client, officer: Client, portal: str = "agent") -> Opened:
    email = f"{portal}-{uuid4().hex[:12]}@agentspace.example"
    request = {
        "portal": portal,
        "establishment_id": correspondent.call("GET", "/me")["establishment"]["id"],
        "profession": PROFESSIONS[portal],
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
    member.log_in(number | {"password": temporary}, portal)
    member.call("POST", "/auth/password", {"current_password": temporary, "new_password": PASSWORD})
    credentials = number | {"password": PASSWORD, "portal": portal}
    session = member.log_in(number | {"password": PASSWORD}, portal)
    return Opened(str(member.call("GET", "/me")["id"]), email, credentials, member, session["access_token"])


def accepted_document(member: Client, kind: str = SLOT) -> str:
    """The id of a document that passed its checks."""
    content = pdf("Acte de naissance")
    declared: dict[str, Any] = member.call(
        "POST",
        "/documents",
        {"kind": kind, "filename": "acte.pdf", "size": len(content), "content_type": "application/pdf"},
    )
    path = f"/documents/{declared['id']}"
    member.call("PUT", f"{path}/content", content)
    member.call("POST", f"{path}/complete")
    wait_until(lambda: member.call("GET", path)["state"] == "accepted", "a document to be accepted")
    return str(declared["id"])


def declared_rights(member: Client, income: str = "24000.00") -> str:
    """The id of this year's rights, opened by typing what a notice says that no machine reads; as they are where they
    were opened before."""
    year = day_in_paris(datetime.now(UTC)).year
    for opened in member.call("GET", "/me/rights")["items"]:
        if opened["year"] == year:
            return str(opened["id"])
    notice = accepted_document(member, "tax_notice")
    figures = {"year": year, "tax_notice_document_id": notice, "reference_tax_income": income, "parts": "1"}
    return str(member.call("POST", "/me/rights", figures)["id"])


def for_another_child() -> dict[str, Any]:
    """As ANSWERS, for a child of whom nothing was asked yet: the benefit is granted once for each."""
    (child,) = ANSWERS["children"]
    return {"children": [child | {"given_name": f"Sacha {uuid4().hex}"}]}


def submitted_application(member: Client, document_id: str) -> str:
    """The id of an application that is complete and waits in the officers' queue."""
    started = member.call("POST", "/applications", {"benefit_code": BENEFIT})
    path = f"/applications/{started['id']}"
    member.call("PATCH", path, {"answers": for_another_child()})
    member.call("PUT", f"{path}/documents/{SLOT}", {"document_id": document_id})
    member.call("POST", f"{path}/submit")
    return str(started["id"])

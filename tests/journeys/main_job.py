"""The main job over HTTP against the running stack: one printed line a step, ends non-zero at the first that fails.

python -m tests.journeys.main_job [--stack .run/stack.json]
"""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from deploy.demo.client import Client, Inbox, Refused, wait_until
from deploy.demo.paper_authority import PaperAuthority
from deploy.demo.people import ask_for_number
from deploy.demo.rights import open_rights
from tests.journeys.contesting import Contesting
from tests.journeys.expecting import expect, expect_refused
from tests.journeys.files import pdf
from tests.journeys.integrator import Subscriber
from tests.journeys.people import PASSWORD
from tests.journeys.stack import RunningStack

BENEFIT = "holidays-disabled-child"


@dataclass
class Journey(Contesting):
    """One new member's way through the space; the officer and the correspondent are those of the demo."""

    stack: RunningStack
    integrator: Subscriber
    email: str = field(default_factory=lambda: f"member-{uuid4().hex[:12]}@agentspace.example")
    application: dict[str, Any] = field(default_factory=dict)
    cgos_number: str = ""

    def __post_init__(self) -> None:
        self.visitor = Client(self.stack.gateway)
        self.member = Client(self.stack.gateway)
        self.officer = Client(self.stack.gateway)
        self.correspondent = Client(self.stack.gateway)
        self.inbox = Inbox(self.stack.inbox)

    def path(self, rest: str = "") -> str:
        return f"/applications/{self.application['id']}{rest}"

    def refresh(self) -> dict[str, Any]:
        self.application = self.member.call("GET", self.path())
        return self.application

    # --- the steps

    def staff_signs_in(self) -> str:
        self.officer.log_in(self.stack.accounts["officer"], "staff")
        self.correspondent.log_in(self.stack.accounts["establishment"], "staff")
        return "the officer and the correspondent are signed in, with their second factor"

    def visitor_finds_their_portal(self) -> str:
        answer = self.visitor.call("GET", "/portals", params={"profession": "infirmier"})
        expect(answer["portal"] == "agent", answer)
        return "a nurse learns that the agents' portal is theirs"

    def visitor_gets_a_number(self) -> str:
        name = self.correspondent.call("GET", "/me")["establishment"]
        request = {
            "portal": "agent",
            "establishment_id": name["id"],
            "profession": "infirmier",
            "family_name": "Dumontel",
            "given_name": "Alix",
            "birth_date": "1990-05-17",
            "email": self.email,
            "delivery": "email",
        }
        self.cgos_number = ask_for_number(self.visitor, request, self.correspondent, self.officer)
        self.inbox.wait_for(self.email, lambda message: self.cgos_number in message["text"])
        return f"number {self.cgos_number} assigned by {name['name']}, communicated, received by e-mail"

    def member_logs_in_for_the_first_time(self) -> str:
        number = {"cgos_number": self.cgos_number}
        self.visitor.call("POST", "/auth/first-login", number)
        temporary = self.inbox.temporary_password(self.email)
        session = self.member.log_in(number | {"password": temporary}, "agent")
        expect(session["must_change_password"] is True, session)
        expect_refused(lambda: self.member.call("GET", "/benefits"), 403)
        self.member.call("POST", "/auth/password", {"current_password": temporary, "new_password": PASSWORD})
        expect_refused(lambda: Client(self.stack.gateway).log_in(number | {"password": temporary}, "agent"), 401)
        self.member.log_in(number | {"password": PASSWORD}, "agent")
        return "temporary password used once, own password set, signed in"

    def member_in_the_wrong_portal_is_sent_to_theirs(self) -> str:
        refused = expect_refused(
            lambda: Client(self.stack.gateway).log_in(
                {"cgos_number": self.cgos_number, "password": PASSWORD}, "medical"
            ),
            403,
        )
        expect(refused.code == "wrong-portal" and refused.problem["portal"] == "agent", refused.problem)
        return "the medical portal sends an agent's number to the agents' portal"

    def member_opens_their_rights(self) -> str:
        children = [{"given_name": "Lou", "birth_date": "2016-03-02", "disabled": True}]
        self.member.call("PUT", "/me/household", {"family_situation": "single", "parts": "2", "children": children})
        said = {"reference_tax_income": "24000", "parts": "2"}
        rights = open_rights(self.member, PaperAuthority.of_stack(self.stack.secrets), said)
        expect(rights["state"] == "verified", rights)
        expect(rights["quotient"] == "1000.00", rights)
        return "rights opened by a signed notice, no figure typed: quotient 1000.00 (24000 / 12 / 2 parts)"

    def member_reads_the_benefit(self) -> str:
        listed = self.member.call("GET", "/benefits")["items"]
        expect(all(benefit["portal"] == "agent" for benefit in listed), listed)
        benefit = self.member.call("GET", f"/benefits/{BENEFIT}")
        slot = benefit["required_documents"][0]
        expect(slot["content_types"] and slot["max_bytes"] > 0, slot)
        self.answers = benefit["form"]["examples"][0]
        return f"{len(listed)} benefits of the agents' portal; {benefit['name']} asks for {slot['label']}"

    def member_saves_a_draft(self) -> str:
        self.application = self.member.call("POST", "/applications", {"benefit_code": BENEFIT})
        expect(self.application["status"] == "draft", self.application)
        etag = {"If-Match": f'"{self.application["version"]}"'}
        self.member.call("PATCH", self.path(), {"answers": self.answers}, headers=etag)
        expect_refused(
            lambda: self.member.call("PATCH", self.path(), {"answers": {}}, headers={"If-Match": '"0"'}), 412
        )
        amount = self.refresh()["estimate"]["amount"]["amount"]
        return f"a draft, saved as typed; a stale save is refused; estimated {amount} EUR"

    def member_uploads_straight_to_the_store(self) -> str:
        content = pdf("Avis d'imposition")
        document = self._declare("tax_notice", len(content))
        upload = document["upload"]
        sent = httpx.request(upload["method"], upload["url"], content=content, headers=upload["headers"], timeout=30)
        expect(sent.status_code == 200, sent.text)
        self.member.call("POST", f"/documents/{document['id']}/complete")
        self.member.call("PUT", self.path("/documents/tax_notice"), {"document_id": document["id"]})
        self._wait_for_document(document["id"])
        self._wait_until_told("tax_notice")
        return "the tax notice went straight to the object store and passed its checks"

    def member_submits_with_a_document_missing(self) -> str:
        self.application = self.member.call("POST", self.path("/submit"))
        expect(self.application["status"] == "incomplete", self.application)
        missing = [item.get("document") for item in self.application["missing"]]
        expect(missing == ["disability_certificate"], self.application["missing"])
        expect(bool(self.application["delay_notice"]), self.application)
        expect_refused(lambda: self.officer.call("POST", f"/staff{self.path('/claim')}"), 409)
        return "submitted with a document missing: incomplete, says what and what it does to the delay; no claim"

    def member_adds_what_was_missing(self) -> str:
        content = pdf("Décision MDPH")
        document = self._declare("disability_certificate", len(content))
        self.member.call("PUT", f"/documents/{document['id']}/content", content)
        self.member.call("POST", f"/documents/{document['id']}/complete")
        self.member.call("PUT", self.path("/documents/disability_certificate"), {"document_id": document["id"]})
        wait_until(lambda: self.refresh()["status"] == "submitted", "the application to move on by itself")
        return "the missing document came through the gateway; the application moved on by itself"

    def officer_and_member_talk(self) -> str:
        queue = self.officer.call("GET", "/staff/applications", params={"cgos_number": self.cgos_number})
        expect([item["id"] for item in queue["items"]] == [self.application["id"]], queue)
        self.officer.call("POST", f"/staff{self.path('/claim')}")
        question = {"body": "Le séjour a-t-il bien eu lieu ?", "document_ids": []}
        self.officer.call("POST", f"/staff{self.path('/messages')}", question)
        self.member.call("POST", self.path("/messages"), {"body": "Oui, en juillet.", "document_ids": []})
        authors = [message["author"] for message in self.member.call("GET", self.path("/messages"))["items"]]
        expect(authors == ["officer", "member"], authors)
        return "claimed; the officer asked, the member answered"

    def officer_approves(self) -> str:
        less = {"outcome": "approved", "amount": "400.00", "reason": "La facture ne porte que huit jours."}
        decided = self.officer.call("POST", f"/staff{self.path('/decide')}", less)
        decision = decided["decision"]
        expect(decision["amount"] == {"amount": "400.00", "currency": "EUR"}, decision)
        self.refresh()
        expect(self.application["status"] == "approved", self.application)
        events = [entry["event"] for entry in self.application["timeline"]]
        expect("application_submitted" in events and events[-1] == "application_decided", events)
        scale = decision["explanation"]["scale_version"]
        return f"approved: 400.00 EUR, less than by scale {scale}; timeline of {len(events)} steps"

    def member_is_told(self) -> str:
        def told() -> bool:
            items = self.member.call("GET", "/notifications")["items"]
            return [item["type"] for item in items].count("application_decided") == 1

        wait_until(told, "the in-space notification of the decision")
        path = f"/agent/applications/{self.application['id']}"
        self.inbox.wait_for(self.email, lambda message: path in message["text"])
        return "told of the decision in the space and by e-mail"

    def offers_are_for_members(self) -> str:
        expect_refused(lambda: Client(self.stack.gateway).call("GET", "/offers"), 401)
        expect(httpx.get(f"{self.stack.gateway}/agent/offers", timeout=10).status_code == 401, "offers page")
        medical = Client(self.stack.gateway)
        medical.log_in(self.stack.accounts["medical"], "medical")
        everything = {"limit": "100"}
        mine = {offer["code"] for offer in self.member.call("GET", "/offers", params=everything)["items"]}
        theirs = {offer["code"] for offer in medical.call("GET", "/offers", params=everything)["items"]}
        expect(bool(mine - theirs) and bool(theirs - mine), (mine, theirs))
        campaigns = len(self.member.call("GET", "/campaigns")["items"])
        return f"401 without a session; {len(mine)} offers for agents, {len(theirs)} for medical, {campaigns} campaigns"

    def integrator_heard_it_all(self) -> str:
        expected = ["application_submitted", "application_completed", "application_decided"]

        def heard() -> bool:
            types = self.integrator.types_about(self.application["id"])
            return [kind for kind in types if kind in expected] == expected

        wait_until(heard, "the integrator to hear of the application")
        event = next(e for e in self.integrator.events if e["subject"] == self.application["id"])
        expect(event["specversion"] == "1.0" and event["source"] == "/applications", event)
        return "a kombu consumer received submitted, completed and decided as CloudEvents"

    def _declare(self, kind: str, size: int) -> dict[str, Any]:
        body = {"kind": kind, "filename": f"{kind}.pdf", "size": size, "content_type": "application/pdf"}
        return dict(self.member.call("POST", "/documents", body))

    def _wait_for_document(self, document_id: str) -> None:
        def checked() -> bool:
            document = self.member.call("GET", f"/documents/{document_id}")
            expect(document["state"] in {"checking", "accepted"}, document)
            return bool(document["state"] == "accepted")

        wait_until(checked, "the document to pass its checks")

    def _wait_until_told(self, slot: str) -> None:
        """What documents accepted reaches the application over the bus, a moment later."""
        wait_until(
            lambda: (slot, "accepted") in [(item["slot"], item["state"]) for item in self.refresh()["documents"]],
            "the application to hear that its document passed",
        )


STEPS: list[Callable[[Journey], str]] = [
    Journey.staff_signs_in,
    Journey.visitor_finds_their_portal,
    Journey.visitor_gets_a_number,
    Journey.member_logs_in_for_the_first_time,
    Journey.member_in_the_wrong_portal_is_sent_to_theirs,
    Journey.member_opens_their_rights,
    Journey.member_reads_the_benefit,
    Journey.member_saves_a_draft,
    Journey.member_uploads_straight_to_the_store,
    Journey.member_submits_with_a_document_missing,
    Journey.member_adds_what_was_missing,
    Journey.officer_and_member_talk,
    Journey.officer_approves,
    Journey.member_is_told,
    Journey.anybody_verifies_the_letter,
    Journey.member_appeals,
    Journey.another_officer_upholds_it,
    Journey.offers_are_for_members,
    Journey.integrator_heard_it_all,
]


def run(stack: RunningStack, say: Callable[[str], None]) -> None:
    """Raises what the first failing step raises."""
    with Subscriber(stack.integrator, "applications.events") as integrator:
        journey = Journey(stack, integrator)
        for number, step in enumerate(STEPS, start=1):
            start = time.monotonic()
            told = step(journey)
            say(f"{number:2d}. {told} ({time.monotonic() - start:.1f} s)")


def main() -> int:
    parser = argparse.ArgumentParser(description="The main job against the running stack.")
    parser.add_argument("--stack", type=Path, default=Path(".run/stack.json"))
    path = parser.parse_args().stack
    if not path.exists():
        print(f"No stack is up ({path} is missing): run `make up` first.", file=sys.stderr)
        return 1
    try:
        run(RunningStack.described_in(path), lambda line: print(line, flush=True))
    except (AssertionError, Refused, TimeoutError, httpx.HTTPError) as failure:
        print(f"FAILED: {failure}", file=sys.stderr)
        return 1
    print("The main job is done.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

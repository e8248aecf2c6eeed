"""What agent A has, for others to be kept away from."""

from datetime import UTC, datetime
from functools import cached_property
from typing import Any
from uuid import uuid4

from deploy.demo.client import wait_until
from services.contracts.calendar import day_in_paris
from tests.journeys.cast import Cast, Person
from tests.journeys.files import code_of_letter, pdf
from tests.journeys.people import BENEFIT, SLOT, accepted_document, declared_rights, submitted_application

DECLARED = {"kind": SLOT, "filename": "acte.pdf", "size": 64, "content_type": "application/pdf"}


class Belongings:
    """Each by the name that stands in the table of accesses."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def named(self, name: str) -> str:
        found: str = getattr(self, name)
        return found

    @cached_property
    def application(self) -> str:
        """Complete, with a message in its thread."""
        member = self.cast.agent_a
        application = submitted_application(member.client, self.document)
        member.call("POST", f"/applications/{application}/messages", {"body": "Bonjour.", "document_ids": []})
        return application

    @property
    def handed_over(self) -> str:
        """To whom else: decided by those who do not read it."""
        return self.application

    @cached_property
    def thread(self) -> str:
        """Of no application."""
        return str(self.cast.agent_a.call("POST", "/messages", {"body": "Bonjour.", "document_ids": []})["id"])

    @cached_property
    def decided(self) -> str:
        """Refused, to be contested and put right."""
        return self._refused()

    @cached_property
    def letter(self) -> str:
        """The code on the letter of a decision, as it is read out of it."""
        answer = self.cast.agent_a.send("GET", f"/applications/{self.decided}/decision-letter")
        return code_of_letter(answer.content)

    @property
    def decision_correction(self) -> str:
        """Proposed by the supervisor."""
        told = {"outcome": "approved", "reason": "Une erreur."}
        path = f"/staff/applications/{self._refused()}/correct-decision"
        return str(self.cast.supervisor.call("POST", path, told)["id"])

    def _refused(self) -> str:
        application = submitted_application(self.cast.agent_a.client, self.document)
        path = f"/staff/applications/{application}"
        self.cast.officer.call("POST", f"{path}/claim")
        self.cast.officer.call("POST", f"{path}/decide", {"outcome": "rejected", "reason": "Hors délai."})
        return application

    @cached_property
    def document(self) -> str:
        return accepted_document(self.cast.agent_a.client)

    @cached_property
    def tax_notice(self) -> str:
        return accepted_document(self.cast.agent_a.client, "tax_notice")

    @cached_property
    def rights(self) -> str:
        """Declared, for an officer to confirm."""
        return declared_rights(self.cast.agent_a.client)

    @cached_property
    def notification(self) -> str:
        def newest() -> list[dict[str, Any]]:
            items: list[dict[str, Any]] = self.cast.agent_a.call("GET", "/notifications")["items"]
            return items

        assert self.application
        return str(wait_until(newest, "a notification")[0]["id"])

    @cached_property
    def export(self) -> str:
        """Ready to be downloaded, or nearly."""
        return str(self.cast.agent_a.call("POST", "/me/export")["id"])

    @cached_property
    def erasure(self) -> str:
        """Asked for by a member who may be erased."""
        return str(self.cast.new_member("leaving").call("POST", "/me/erasure", {"reason": ""})["id"])

    @property
    def draft(self) -> str:
        return str(self.cast.agent_a.call("POST", "/applications", {"benefit_code": BENEFIT})["id"])

    @property
    def awaiting_upload(self) -> str:
        return str(self.cast.agent_a.call("POST", "/documents", DECLARED)["id"])

    @property
    def uploaded(self) -> str:
        content = pdf()
        declared = self.cast.agent_a.call("POST", "/documents", DECLARED | {"size": len(content)})
        self.cast.agent_a.call("PUT", f"/documents/{declared['id']}/content", content)
        return str(declared["id"])

    @property
    def session(self) -> str:
        """Another one of theirs, opened now."""
        before = {each["id"] for each in self.sessions()}
        self.cast.visitor.call("POST", "/auth/login", self.cast.agent_a.credentials)
        return next(str(each["id"]) for each in self.sessions() if each["id"] not in before)

    @property
    def asked(self) -> str:
        """A request for a number at the establishment that A works for."""
        return str(self.cast.visitor.call("POST", "/number-requests", self.cast.number_request())["id"])

    @property
    def assigned(self) -> str:
        asked = self.asked
        self.cast.correspondent.call("POST", f"/staff/number-requests/{asked}/assign-number", {})
        return asked

    @cached_property
    def colleague(self) -> str:
        """One of the staff who may be closed: nobody signs in as them."""
        return str(self.cast.new_colleague(["officer"])["id"])

    @cached_property
    def departed(self) -> str:
        """A member who may be disabled."""
        return str(self.cast.new_member("departed").call("GET", "/me")["id"])

    @cached_property
    def corrected(self) -> Person:
        """A member whose file is corrected again and again."""
        return self.cast.new_member("corrected")

    @property
    def correction(self) -> str:
        """Of a member's first name, proven and not decided: the one before is refused."""
        waiting = self.corrected.call("GET", "/me/corrections")["items"]
        for each in waiting:
            if each["state"] == "asked":
                refusal = {"reason": "Une autre suit."}
                self.cast.officer.call("POST", f"/staff/corrections/{each['id']}/refuse", refusal)
        asked = {"field": "given_name", "value": uuid4().hex, "document_id": self.proof_of_correction}
        return str(self.corrected.call("POST", "/me/corrections", asked)["id"])

    @cached_property
    def proof_of_correction(self) -> str:
        return accepted_document(self.corrected.client)

    @cached_property
    def leaver(self) -> Person:
        """A member of the correspondent's establishment who is said to leave it, again and again."""
        return self.cast.new_member("leaver")

    @property
    def departure(self) -> str:
        """Theirs, declared and not withdrawn."""
        correspondent = self.cast.correspondent
        for each in correspondent.call("GET", "/staff/departures", params={"state": "declared"})["items"]:
            if each["cgos_number"] == self.leaver.credentials["cgos_number"]:
                return str(each["id"])
        told = {
            "cgos_number": self.leaver.credentials["cgos_number"],
            "left_on": day_in_paris(datetime.now(UTC)).isoformat(),
        }
        return str(correspondent.call("POST", "/staff/departures", told)["id"])

    @cached_property
    def survivor(self) -> str:
        """An access that was given, to be ended again and again."""
        return self.cast.new_survivor()[0]

    @cached_property
    def offer(self) -> str:
        """Of the agents' catalogue alone."""
        everything = {"limit": "100"}
        theirs = {each["code"] for each in self.cast.medical.call("GET", "/offers", params=everything)["items"]}
        ours = self.cast.agent_a.call("GET", "/offers", params=everything)["items"]
        return next(str(each["id"]) for each in ours if each["code"] not in theirs)

    @property
    def nothing(self) -> str:
        return str(uuid4())

    def sessions(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self.cast.agent_a.call("GET", "/auth/sessions", params={"limit": "100"})["items"]
        return items

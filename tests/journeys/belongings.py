"""What agent A has, for others to be kept away from."""

from functools import cached_property
from typing import Any
from uuid import uuid4

from deploy.demo.client import wait_until
from tests.journeys.cast import Cast
from tests.journeys.files import pdf
from tests.journeys.people import BENEFIT, SLOT, accepted_document, submitted_application

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

    @cached_property
    def document(self) -> str:
        return accepted_document(self.cast.agent_a.client)

    @cached_property
    def notification(self) -> str:
        def newest() -> list[dict[str, Any]]:
            items: list[dict[str, Any]] = self.cast.agent_a.call("GET", "/notifications")["items"]
            return items

        assert self.application
        return str(wait_until(newest, "a notification")[0]["id"])

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

"""What the whole house does on a member's file stands in one chain, found by the member, and it holds."""

import os
import subprocess
import sys
from typing import Any

from deploy.demo.client import wait_until
from deploy.native.programs import ROOT
from tests.journeys.cast import Cast
from tests.journeys.people import accepted_document, submitted_application

DECISION = {"outcome": "rejected", "reason": "Un mot que personne ne doit trouver ailleurs : mirabelle."}


def test_the_acts_of_every_service_on_a_file_are_found_and_the_chain_holds(cast: Cast) -> None:
    member, officer, supervisor = cast.new_member("audited"), cast.officer, cast.supervisor
    number, officer_id = member.credentials["cgos_number"], officer.call("GET", "/me")["id"]
    document = accepted_document(member.client)
    application = submitted_application(member.client, document)
    officer.call("POST", f"/staff/applications/{application}/claim")
    officer.call("GET", f"/staff/applications/{application}")
    officer.call("GET", f"/documents/{document}/content")
    officer.call("POST", f"/staff/applications/{application}/messages", {"body": "Bonjour.", "document_ids": []})
    officer.call("POST", f"/staff/applications/{application}/decide", DECISION)

    def acts() -> list[dict[str, Any]]:
        asked = {"cgos_number": number, "actor_id": officer_id, "limit": "100"}
        items: list[dict[str, Any]] = supervisor.call("GET", "/staff/audit", params=asked)["items"]
        return items if any(one["act"] == "application_decided" for one in items) else []

    found = wait_until(acts, "the decision in the audit")
    assert {(one["source"], one["act"], one["object_id"]) for one in found if one["source"] != "identity"} == {
        ("applications", "application_claimed", application),
        ("applications", "answers_read", application),
        ("documents", "paper_read", document),
        ("applications", "message_posted", application),
        ("applications", "application_decided", application),
    }
    assert "mirabelle" not in str(found)
    verified = subprocess.run(
        [sys.executable, "-m", "services.identity.verify_audit"],
        env={"PATH": os.environ["PATH"], "DATABASE_URL": cast.stack.databases["identity"]},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (verified.returncode, verified.stderr) == (0, "")

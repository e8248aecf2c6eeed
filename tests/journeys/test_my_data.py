"""What is kept of a member is theirs to have and to have erased, in every service (docs/security.md 14)."""

import io
import json
import zipfile
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import psycopg2
import pytest
from minio import Minio

from deploy.demo.client import Refused, wait_until
from deploy.native.stack import Stack
from services.contracts.calendar import day_in_paris
from services.identity.erase_again import main as erase_again
from tests.journeys.cast import Cast, Person
from tests.journeys.files import pdf
from tests.journeys.people import BENEFIT, SLOT
from tests.journeys.test_secrets_do_not_leak import rows_with

LONG = 60.0


class Leaver:
    """A member who has something in every service, and one application that was granted."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        mark = uuid4().hex[:12]
        self.words = [f"Merle{mark}", f"Noé{mark}", f"merle-{mark}", f"{mark} rue", f"Oisillon{mark}", f"plume{mark}"]
        family, given, mailbox, address, self.child, self.file = self.words
        self.email = f"{mailbox}@agentspace.example"
        person = {"family_name": family, "given_name": given, "postal_address": f"{address} des Lilas"}
        self.member: Person = cast.new_member("leaver", email=self.email, **person)
        self.id = str(self.member.call("GET", "/me")["id"])
        self.number = self.member.credentials["cgos_number"]
        self.document = self._document()
        self.application = self._application()

    def _document(self) -> str:
        content = pdf(f"Acte de {self.child}")
        declared = {"kind": SLOT, "filename": f"{self.file}.pdf", "content_type": "application/pdf"}
        created = self.member.call("POST", "/documents", declared | {"size": len(content)})
        path = f"/documents/{created['id']}"
        self.member.call("PUT", f"{path}/content", content)
        self.member.call("POST", f"{path}/complete")
        wait_until(lambda: self.member.call("GET", path)["state"] == "accepted", "a document to be accepted")
        return str(created["id"])

    def _application(self) -> str:
        child = {"given_name": self.child, "birth_date": "2025-05-19"}
        self.member.call("PUT", "/me/household", {"family_situation": "single", "parts": "1.5", "children": [child]})
        application = str(self.member.call("POST", "/applications", {"benefit_code": BENEFIT})["id"])
        path = f"/applications/{application}"
        self.member.call("PATCH", path, {"answers": {"children": [child | {"concerned": True}]}})
        self.member.call("PUT", f"{path}/documents/{SLOT}", {"document_id": self.document})
        self.member.call("POST", f"{path}/submit")
        self.member.call("POST", f"{path}/messages", {"body": f"Pour {self.child}.", "document_ids": []})
        wait_until(lambda: self.member.call("GET", path)["status"] == "submitted", "the application to be complete")
        return application

    def is_granted(self) -> None:
        officer, path = self.cast.officer, f"/staff/applications/{self.application}"
        officer.call("POST", f"{path}/claim")
        wait_until(
            lambda: officer.send("GET", f"/documents/{self.document}").status_code == 200, "the paper to be held"
        )
        officer.call("GET", f"/documents/{self.document}/content")
        officer.call("POST", f"{path}/decide", {"outcome": "approved"})


@pytest.fixture(scope="module")
def leaver(cast: Cast) -> Leaver:
    return Leaver(cast)


def exported(member: Person) -> zipfile.ZipFile:
    asked = member.call("POST", "/me/export")["id"]
    assert member.call("POST", "/me/export")["id"] == asked  # one at a time, whoever asks again
    wait_until(lambda: member.call("GET", f"/me/exports/{asked}")["state"] == "ready", "the copy", within=LONG)
    answer = member.send("GET", f"/me/exports/{asked}/content")
    assert answer.headers["content-type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(answer.content))


def test_a_copy_holds_what_every_service_keeps_and_names_nobody_of_the_staff(leaver: Leaver, cast: Cast) -> None:
    leaver.is_granted()
    wait_until(lambda: leaver.member.call("GET", "/me/file-acts")["items"], "the audit to know of it", within=LONG)
    archive = exported(leaver.member)
    assert archive.testzip() is None
    told = {name: json.loads(archive.read(name)) for name in archive.namelist() if name.endswith(".json")}
    services = ("identity", "applications", "documents", "offers", "notifications")
    assert told.keys() == {f"{service}.json" for service in services}
    assert told["identity.json"]["accounts"][0]["email"] == leaver.email
    assert leaver.child in json.dumps(told["identity.json"]["households"], ensure_ascii=False)
    assert {row["body"] for row in told["applications.json"]["messages"]} == {f"Pour {leaver.child}."}
    assert told["notifications.json"]["notifications"]
    (file,) = [name for name in archive.namelist() if name.startswith("documents/")]
    assert leaver.file in file
    assert archive.read(file) == leaver.member.send("GET", f"/documents/{leaver.document}/content").content
    everything = json.dumps(told)
    officer = cast.officer.call("GET", "/me")["id"]
    assert officer not in everything
    assert {row["reader_id"] for row in told["documents.json"]["accesses"]} == {"staff"}
    assert not any(word in everything for word in ("password_hash", "totp_sealed", "secret_hash", "kept_key"))
    cast.inbox.wait_for(leaver.email, lambda message: "/file/my-data" in message["text"])


def test_who_read_my_file_says_in_which_role_and_what_for(leaver: Leaver) -> None:
    acts = leaver.member.call("GET", "/me/file-acts", params={"limit": "100"})["items"]
    (read,) = [each for each in acts if each["act"] == "paper_read"]
    assert (read["roles"], read["object_kind"], read["object_id"]) == (["officer"], "document", leaver.document)
    assert read["application_id"] == leaver.application
    assert {"application_claimed", "application_decided"} <= {each["act"] for each in acts}
    assert not any("actor" in name for each in acts for name in each)


def test_an_open_application_stands_in_the_way_of_an_erasure_and_is_named(cast: Cast) -> None:
    other = Leaver(cast)
    with pytest.raises(Refused) as refused:
        other.member.call("POST", "/me/erasure", {"reason": ""})
    assert refused.value.problem["code"] == "applications-are-open"
    (named,) = refused.value.problem["applications"]
    assert named["id"] == other.application
    assert [each["id"] for each in other.member.call("GET", "/me/erasure")["blocking"]] == [other.application]


def test_nothing_of_a_member_is_left_but_what_the_accounts_must_keep(
    leaver: Leaver, cast: Cast, whole_stack: Stack
) -> None:
    member = leaver.member
    mine = {key for (key,) in select(cast, "documents", KEYS, leaver)} & objects(cast)
    assert {key.partition("/")[0] for key in mine} >= {"kept", "exports"}
    asked = member.call("POST", "/me/erasure", {"reason": f"Je pars, {leaver.child}."})
    assert (asked["kept_payments"], asked["kept_until"]) == (1, f"{day_in_paris(datetime.now(UTC)).year + 10}-12-31")
    assert rows(cast, leaver.words), "it is looked for as it should be"
    cast.officer.call("POST", f"/staff/erasures/{asked['id']}/accept")
    assert cast.visitor.send("POST", "/auth/login", member.credentials).status_code == 401
    cast.inbox.wait_for(leaver.email, lambda message: "dix ans" in message["text"])
    require_gone(cast, leaver)
    assert not {where for where in rows(cast, [leaver.id]) if where not in KNOWN_BY_ID}
    (payment,) = select(
        cast, "applications", "select cgos_number, amount from kept_payments where member_id = %(id)s", leaver
    )
    assert payment[0] == leaver.number
    wait_until(lambda: not mine & objects(cast), "the objects to be gone", within=LONG)

    # A database that comes back from before it: an operator has it erased again.
    connection = psycopg2.connect(cast.stack.databases["notifications"])
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "insert into preferences (account_id, muted, version) values (%s, %s, 1)",
            (leaver.id, json.dumps(leaver.words)),
        )
        cursor.execute("delete from erased_members where member_id = %s", (leaver.id,))
    connection.close()
    record = whole_stack.directory / "erased-members"
    secrets = ["--secrets", str(whole_stack.blueprint.credentials.directory), "--record", str(record)]
    assert erase_again(secrets) == 0
    assert leaver.id in record.read_text()
    require_gone(cast, leaver)


KEYS = """
    select kept_key from documents where owner_id = %(id)s
    union select incoming_key from documents where owner_id = %(id)s
    union select key from exports where member_id = %(id)s
"""
KNOWN_BY_ID = {
    *((service, table) for service in ("identity",) for table in ("accounts", "audit", "erasures")),
    ("applications", "kept_payments"),
    *(
        (service, table)
        for service in ("identity", "applications", "documents", "offers", "notifications")
        for table in ("erased_members", "outbox", "published_events", "inbox")
    ),
}
"""Where the id alone stays, and why is in services/*/member_data.py."""


def require_gone(cast: Cast, leaver: Leaver) -> None:
    with suppress(TimeoutError):
        wait_until(lambda: not rows(cast, leaver.words), "nothing to be left", within=1.5 * LONG)
    assert rows(cast, leaver.words) == set()


def rows(cast: Cast, words: list[str]) -> set[tuple[str, str]]:
    return {(service, table) for service, dsn in cast.stack.databases.items() for table, _ in rows_with(dsn, words)}


def select(cast: Cast, service: str, statement: str, leaver: Leaver) -> list[Any]:
    connection = psycopg2.connect(cast.stack.databases[service])
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement, {"id": leaver.id})
            return list(cursor.fetchall())
    finally:
        connection.close()


def objects(cast: Cast) -> set[str]:
    store = cast.stack.object_store
    client = Minio(
        store["endpoint"].removeprefix("http://"),
        access_key=store["access_key"],
        secret_key=store["secret_key"],
        secure=False,
    )
    return {str(each.object_name) for each in client.list_objects("documents", recursive=True)}

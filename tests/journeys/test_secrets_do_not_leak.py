"""Unique words entered and seen through the API turn up in no log, event, dead letter or metric (docs/security.md 15),
and secrets in no table either."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import uuid4

import httpx
import psycopg2
import pytest
from psycopg2 import sql

from deploy.demo.client import Client, wait_until
from deploy.demo.notices import Notice
from deploy.demo.paper_authority import PaperAuthority
from deploy.demo.papers import page
from deploy.native.stack import Stack
from tests.journeys.bus import dead_letters, journal, told_inside
from tests.journeys.cast import Cast, Person
from tests.journeys.files import pdf
from tests.journeys.people import BENEFIT, SLOT, declared_rights

LINK_TOKEN = re.compile(r"token=([A-Za-z0-9_-]{20,})")


def unique(prefix: str) -> str:
    return f"{prefix}{uuid4().hex[:16]}"


@dataclass
class Canary:
    """Everything about one member that nobody but they and their officer may read."""

    family_name: str = field(default_factory=lambda: unique("Serin"))
    given_name: str = field(default_factory=lambda: unique("Canari"))
    email: str = field(default_factory=lambda: f"{unique('canari')}@agentspace.example")
    new_email: str = field(default_factory=lambda: f"{unique('serin')}@agentspace.example")
    address: str = field(default_factory=lambda: f"{unique('1 rue ')}, 44900 Valmont")
    profession: str = field(default_factory=lambda: unique("Fauconnier"))
    phone: str = field(default_factory=lambda: "".join(str(uuid4().int)[:14]))
    child: str = field(default_factory=lambda: unique("Oisillon"))
    income: str = field(default_factory=lambda: f"{str(uuid4().int)[:6]}.37")
    iban: str = field(default_factory=lambda: f"FR76{str(uuid4().int)[:23]}")
    filename: str = field(default_factory=lambda: unique("plume"))
    reason: str = field(default_factory=lambda: unique("cage "))
    colleague: str = field(default_factory=lambda: unique("Pinson"))
    tax_number: str = field(default_factory=lambda: str(uuid4().int)[:13])
    secrets: list[str] = field(default_factory=list)
    """Passwords, tokens and links: not even in a table."""

    def words(self) -> list[str]:
        told = [value for value in vars(self).values() if isinstance(value, str)]
        return [*told, *self.secrets]


@pytest.fixture(scope="module")
def canary(cast: Cast) -> Canary:
    canary = Canary()
    member = becomes_a_member(canary, cast)
    tells_everything(canary, member)
    application = applies(canary, member)
    staff = cast.officer
    staff.call("POST", f"/staff/applications/{application}/claim")
    body = {"outcome": "rejected", "reason": canary.reason}
    staff.call("POST", f"/staff/applications/{application}/decide", body)
    makes_mistakes(canary, member, cast)
    cast.inbox.wait_for(canary.email, lambda message: application in message["text"])
    forgets_the_password(canary, member, cast)
    return canary


def becomes_a_member(canary: Canary, cast: Cast) -> Person:
    person = {"family_name": canary.family_name, "given_name": canary.given_name, "postal_address": canary.address}
    person |= {"profession": "autre-agent", "other_profession": canary.profession}
    member = cast.new_member("canary", email=canary.email, **person)
    canary.secrets.append(cast.inbox.temporary_password(canary.email))
    session = cast.visitor.call("POST", "/auth/login", member.credentials)
    canary.secrets += [session["access_token"], session["refresh_token"]]
    cast.visitor.call("GET", "/me", headers={"Authorization": f"Bearer {session['access_token']}"})
    cast.visitor.call("POST", "/auth/refresh", {"refresh_token": session["refresh_token"]})
    return member


def tells_everything(canary: Canary, member: Person) -> None:
    member.call("PATCH", "/me", {"phone": canary.phone, "postal_address": f"bis {canary.address}"})
    child = {"given_name": canary.child, "birth_date": "2020-01-01"}
    member.call("PUT", "/me/household", {"family_situation": "single", "parts": "1.5", "children": [child]})
    declared_rights(member.client, canary.income)
    own = {"current_password": member.credentials["password"]}
    member.call("POST", "/me/email", own | {"email": canary.new_email})
    canary.secrets.append(member.call("POST", "/auth/totp", own)["secret"])


def hands_in_a_notice(canary: Canary, member: Person) -> None:
    """Its code is read; the tax number in it is kept nowhere."""
    notice = Notice(declarants=[canary.family_name.upper()], tax_numbers=[canary.tax_number])
    content = page(["SPÉCIMEN"], notice.code(PaperAuthority.new()))
    document = {"kind": "tax_notice", "filename": "avis.pdf", "size": len(content), "content_type": "application/pdf"}
    path = f"/documents/{member.call('POST', '/documents', document)['id']}"
    member.call("PUT", f"{path}/content", content)
    member.call("POST", f"{path}/complete")
    wait_until(lambda: member.call("GET", path)["read"], "the notice to be read")
    canary.secrets.append(canary.tax_number)


def applies(canary: Canary, member: Person) -> str:
    hands_in_a_notice(canary, member)
    content = pdf(f"Acte de {canary.child}")
    document = {"kind": SLOT, "filename": f"{canary.filename}.pdf", "size": len(content)}
    created = member.call("POST", "/documents", document | {"content_type": "application/pdf"})
    member.call("PUT", f"/documents/{created['id']}/content", content)
    member.call("POST", f"/documents/{created['id']}/complete")
    application = str(member.call("POST", "/applications", {"benefit_code": BENEFIT})["id"])
    path = f"/applications/{application}"
    answers = {"children": [{"given_name": canary.child, "birth_date": "2025-05-19", "concerned": True}]}
    member.call("PATCH", path, {"answers": answers})
    member.call("PUT", f"{path}/documents/{SLOT}", {"document_id": created["id"]})
    member.call("POST", f"{path}/submit")
    member.call("POST", f"{path}/messages", {"body": f"Mon IBAN : {canary.iban}", "document_ids": []})
    wait_until(lambda: member.call("GET", path)["status"] == "submitted", "the application to be complete")
    member.call("GET", f"/documents/{created['id']}/content")
    return application


def makes_mistakes(canary: Canary, member: Person, cast: Cast) -> None:
    """What is refused is as private as what is accepted."""
    colleague = {"email": f"{canary.colleague}@agentspace.example", "family_name": canary.colleague}
    account = colleague | {"given_name": canary.colleague, "roles": ["finance"]}
    for _ in range(2):
        cast.administrator.send("POST", "/staff/accounts", account)
    member.send("PATCH", "/me", {"phone": canary.family_name, "postal_address": canary.address * 50})
    member.send("PATCH", "/me", {"phone": [canary.phone], "language": canary.child})
    member.send("PATCH", "/me", f'{{"phone": "{canary.phone}'.encode(), headers={"Content-Type": "application/json"})
    member.send("GET", f"/applications/{canary.family_name}")
    member.send("GET", f"/{canary.family_name}", params={"q": canary.child})
    member.send("GET", "/establishments", params={"q": canary.family_name, "cursor": canary.child})
    typed = {"cgos_number": member.credentials["password"][:32], "password": canary.email, "portal": "agent"}
    cast.visitor.send("POST", "/auth/login", typed)
    cast.visitor.send("POST", "/auth/first-login", {"cgos_number": canary.family_name})
    cast.visitor.send("POST", "/auth/forgotten-password", {"email": canary.email})
    cast.officer.send("GET", "/staff/applications", params={"cgos_number": canary.family_name})
    httpx.get(f"{cast.stack.gateway}/agent/{canary.child}?name={canary.family_name}", timeout=20, trust_env=False)


def forgets_the_password(canary: Canary, member: Person, cast: Cast) -> None:
    number = {"cgos_number": member.credentials["cgos_number"]}
    cast.visitor.call("POST", "/auth/forgotten-password", number)
    mail = cast.inbox.wait_for(canary.email, lambda message: "reset-password" in message["text"])
    token = LINK_TOKEN.findall(mail["text"])[0]
    password = unique("une-phrase-longue-")
    httpx.get(f"{cast.stack.gateway}/reset-password?token={token}", timeout=20, trust_env=False)
    cast.visitor.call("POST", "/auth/reset-password", {"token": token, "new_password": password})
    Client(member.gateway).log_in(number | {"password": password}, "agent")
    canary.secrets += [token, password]


def test_no_log_says_a_word_of_it(canary: Canary, whole_stack: Stack) -> None:
    files = list((whole_stack.directory / "logs").iterdir())
    assert files
    assert {file.name: found for file in files if (found := leaks(canary, file.read_bytes()))} == {}


def test_no_event_says_a_word_of_it(canary: Canary, cast: Cast) -> None:
    outside = [body + str(properties.headers).encode() for properties, body in journal(cast.stack.integrator)]
    inside = told_inside(cast.stack.databases)
    assert outside
    assert len(inside) > len(outside)
    assert leaks(canary, b"\n".join([*outside, *inside])) == []


def test_no_dead_letter_says_a_word_of_it(canary: Canary, cast: Cast) -> None:
    assert leaks(canary, b"\n".join(dead_letters(cast.stack.broker))) == []


def test_no_file_of_the_broker_holds_a_password_a_token_or_a_link(canary: Canary, whole_stack: Stack) -> None:
    files = [file for file in (whole_stack.directory / "rabbitmq").rglob("*") if file.is_file()]
    assert any("queues" in file.parts or "quorum" in file.parts for file in files)
    held = {str(file): [one for one in canary.secrets if one.encode() in file.read_bytes()] for file in files}
    assert {file: found for file, found in held.items() if found} == {}


def test_no_metric_says_a_word_of_it(canary: Canary, whole_stack: Stack) -> None:
    token = {"Authorization": f"Bearer {whole_stack.blueprint.credentials.read('metrics_token')}"}
    for ready in whole_stack.health().values():
        address = ready.replace("/health/ready", "/metrics")
        told = httpx.get(address, timeout=20, trust_env=False, headers=token)
        assert told.status_code == 200
        assert leaks(canary, told.content) == [], address


def test_no_table_holds_a_secret_as_it_was_told(canary: Canary, cast: Cast) -> None:
    assert len(canary.secrets) >= 5
    found = [
        (service, table, secret)
        for service, dsn in cast.stack.databases.items()
        for table, secret in rows_with(dsn, canary.secrets)
    ]
    assert found == []


def test_no_outbox_says_a_word_of_it(canary: Canary, cast: Cast) -> None:
    dsns = cast.stack.databases.items()
    found = {(name, table) for name, dsn in dsns for table, _ in rows_with(dsn, canary.words())}
    assert ("identity", "accounts") in found  # it is looked for as it should be
    assert {table for _, table in found} & {"outbox", "published_events", "inbox"} == set()


@pytest.mark.parametrize(
    ("setting", "value"),
    [("log_statement", "none"), ("log_min_duration_statement", "-1"), ("log_min_error_statement", "panic")],
)
def test_the_database_logs_no_statement_for_each_holds_what_it_writes(setting: str, value: str, cast: Cast) -> None:
    connection = psycopg2.connect(cast.stack.databases["identity"])
    try:
        with connection.cursor() as cursor:
            cursor.execute("select current_setting(%s)", (setting,))
            assert cursor.fetchone() == (value,)
    finally:
        connection.close()


def leaks(canary: Canary, told: bytes) -> list[str]:
    return [word for word in canary.words() if word.encode() in told or json.dumps(word).encode() in told]


def rows_with(dsn: str, words: list[str]) -> Iterator[tuple[str, str]]:
    """Table and word, for each word that a row shows."""
    connection = psycopg2.connect(dsn)
    try:
        with connection.cursor() as cursor:
            cursor.execute("select tablename from pg_tables where schemaname = 'public'")
            for (table,) in cursor.fetchall():
                for word in words:
                    look = sql.SQL("select exists (select from {0} t where strpos(t::text, %s) > 0)")
                    cursor.execute(look.format(sql.Identifier(table)), (word,))
                    if cursor.fetchone() == (True,):
                        yield table, word
    finally:
        connection.close()

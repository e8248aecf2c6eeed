"""What a command costs the database, that its reply is what a reader would find, and that the fakes count like it."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.actor import Actor, Role
from services.contracts.base import Done, Event
from services.contracts.identity import ListStaffAccounts, LogIn, RequestNumber, RequestPasswordReset, UpdateMe
from services.contracts.identity.refusals import BadCredentials
from services.identity import before
from services.identity.domain.accounts import Account
from services.identity.domain.attempts import Try
from services.identity.domain.credentials import Proof
from services.identity.domain.establishments import Establishment
from services.identity.domain.issued_secrets import Draft, IssuedSecret
from services.identity.domain.numbers import NumberRequest
from services.identity.handlers.log_in import Login, log_in
from services.identity.handlers.request_password_reset import request_password_reset
from services.identity.handlers.update_me import update_me
from services.identity.hashing import Hashing
from services.identity.queries import accounts, people
from services.identity.seal import KeyedSeal
from services.identity.store import (
    SqlAccounts,
    SqlAttempts,
    SqlEstablishments,
    SqlIssuedSecrets,
    SqlNumberRequests,
    SqlSessions,
)
from services.kit.work import Work
from tests.integration.identity.conftest import SEAL_KEY
from tests.parts.house import House
from tests.parts.migrated import migrated
from tests.unit.identity.attempts import InMemoryAttempts
from tests.unit.identity.fakes import Clock, InMemorySecrets, Told

NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
HASH = "a hash that a proof was made against"
SEAL = KeyedSeal(SEAL_KEY)


@pytest.fixture(scope="module")
def own_database(house: House) -> Iterator[sa.Engine]:
    """Empty, and touched by no running service."""
    engine = migrated(house, "identity")
    yield engine
    engine.dispose()


@pytest.fixture
def work(own_database: sa.Engine) -> Iterator[Work]:
    events: list[Event] = []
    with Session(own_database) as session, session.begin():
        yield Work(actor=Actor(), now=NOON, session=session, record=events.append)


@pytest.fixture
def statements(own_database: sa.Engine) -> Iterator[list[str]]:
    run: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        run.append(" ".join(statement.split()))

    sa.event.listen(own_database, "before_cursor_execute", note)
    yield run
    sa.event.remove(own_database, "before_cursor_execute", note)


def active_member(work: Work, number: str) -> Account:
    member = Account(uuid4(), "agent", "ana@example.org", "Canari", "Ana", "fr", NOON, birth_date=NOON.date())
    member.cgos_number, member.password_hash, member.activated_at = number, HASH, NOON
    SqlAccounts(work).add(member)
    return member


def logged_in(work: Work, number: str, proof: Proof) -> None:
    command = LogIn(portal="agent", cgos_number=number, password="x" * 12, source="192.0.2.0/24", user_agent="a")
    stores = SqlAccounts(work), SqlIssuedSecrets(work), SqlSessions(work), SqlAttempts(work)
    log_in(command, Login(proof, (str(uuid4()), str(uuid4())), "a key", NOON), *stores, SEAL, work.record)


def test_a_login_loads_the_account_once_and_writes_of_it_what_changed(work: Work, statements: list[str]) -> None:
    active_member(work, "10000008")
    statements.clear()

    logged_in(work, "10000008", Proof(matches=True, against=HASH))

    assert len([one for one in statements if "FROM accounts" in one]) == 1
    assert [one for one in statements if one.startswith("UPDATE")] == []
    assert [one.split("(")[0] for one in statements if one.startswith("INSERT")] == [
        "INSERT INTO attempts ",
        "INSERT INTO sessions ",
        "INSERT INTO session_tokens ",
    ]


def test_a_login_whose_hash_is_made_anew_writes_that_alone(work: Work, statements: list[str]) -> None:
    active_member(work, "10000016")
    statements.clear()

    logged_in(work, "10000016", Proof(matches=True, against=HASH, new_hash="a costlier one"))

    (update,) = [one for one in statements if one.startswith("UPDATE")]
    assert update.startswith("UPDATE accounts SET password_hash=")
    assert update.count("=") == 2  # and the id


def test_an_account_in_hand_is_shown_as_a_reader_would_find_it(work: Work, statements: list[str]) -> None:
    member = active_member(work, "10000024")
    actor = Actor(subject=str(member.id), portal="agent", roles=frozenset({Role.MEMBER}))
    statements.clear()

    account = update_me(UpdateMe(phone="+33 6 12 34 56 78", language="en"), actor, SqlAccounts(work))
    shown = people.me_in_hand(work.session, account, "en", NOON)

    assert len([one for one in statements if "FROM accounts" in one]) == 1
    assert shown == people.me(work.session, member.id, "en", NOON)


def test_a_staff_account_in_hand_is_shown_as_in_the_list(work: Work) -> None:
    officer = Account(uuid4(), "staff", "paul@example.org", "Roy", "Paul", "fr", NOON, roles=[Role.OFFICER])
    SqlAccounts(work).add(officer)

    shown = accounts.staff_account_in_hand(work.session, officer)
    assert accounts.staff_accounts(work.session, ListStaffAccounts()).items == [shown]
    assert accounts.staff_account(work.session, officer.id) == shown


class CountedHashing:
    def __init__(self) -> None:
        self.computed = 0
        self._hashing = Hashing(memory_kib=8, passes=1, lanes=1, run=self._run)

    def _run(self, function: Callable[..., Any], *arguments: Any) -> Any:
        self.computed += 1
        return function(*arguments)

    def prove(self, password: str, against: str | None) -> Proof:
        return self._hashing.prove(password, against)


def test_an_unknown_account_takes_as_long_to_refuse_as_a_wrong_password(work: Work, statements: list[str]) -> None:
    """The same statements and as many hashes: a clock would ask how busy the machine is."""
    active_member(work, "10000040")
    wrong, unknown = refused(work, "10000040", statements), refused(work, "99999999", statements)

    assert wrong == unknown
    assert wrong[0] == 1
    assert [one for one in wrong[1] if "accounts" in one]


def refused(work: Work, number: str, statements: list[str]) -> tuple[int, list[str]]:
    """Hashes computed and statements run for a login with a wrong password."""
    hashing = CountedHashing()
    database = SimpleNamespace(work=lambda **_: nullcontext(work))
    service = SimpleNamespace(database=database, resources=SimpleNamespace(seal=SEAL, hashing=hashing))
    command = LogIn(portal="agent", cgos_number=number, password="not that one", source=f"of {number}", user_agent="a")
    statements.clear()
    proof = before.prove_login(service, command, work)
    stores = SqlAccounts(work), SqlIssuedSecrets(work), SqlSessions(work), SqlAttempts(work)
    with pytest.raises(BadCredentials):
        log_in(command, Login(proof, ("access", "refresh"), "a key", NOON), *stores, SEAL, work.record)
    return hashing.computed, list(statements)


def test_asking_for_a_link_takes_as_long_and_answers_the_same_for_anybody(work: Work, statements: list[str]) -> None:
    """Who has an account also gets a secret written; nothing is hashed and nobody is asked for either."""

    def asked(number: str) -> list[str]:
        statements.clear()
        command = RequestPasswordReset(cgos_number=number, source="of both")
        stores = SqlAccounts(work), SqlIssuedSecrets(work), SqlAttempts(work)
        draft = Draft(uuid4(), str(uuid4()))
        assert request_password_reset(command, draft, 100, NOON, *stores) == Done()
        return list(statements)

    active_member(work, "10000057")
    known, unknown = asked("10000057"), asked("99999999")

    assert known[: len(unknown)] == unknown
    assert [one.split("(")[0] for one in known[len(unknown) :]] == ["INSERT INTO issued_secrets "]


SPELLS = [0.0, 0.2, 14.0, 16.0, 59.0, 61.0, 23 * 60.0, 25 * 60.0, 364 * 24 * 60.0, 366 * 24 * 60.0]
"""Minutes ago: on both sides of each window."""


@pytest.mark.parametrize("device", ["hers", "another", ""])
def test_the_fake_counts_tries_as_the_database_does(work: Work, device: str) -> None:
    account, place = str(uuid4()), str(uuid4())
    fake, real = InMemoryAttempts(), SqlAttempts(work)
    for number, minutes in enumerate(sorted(SPELLS, reverse=True)):
        at = NOON - timedelta(minutes=minutes)
        for attempts in (fake, real):
            attempts.failed(Try(account, place, "hers"), at)
            attempts.failed(Try(account, f"elsewhere {number}", device), at)
            attempts.failed(Try("somebody else", place, "theirs"), at)
            if minutes in {16.0, 61.0}:
                attempts.succeeded(Try(account, place, "hers"), at)
        seen = Try(account, place, device)
        assert fake.history(seen, at) == real.look_at(seen, at)


def test_the_fake_knows_secrets_as_long_as_the_database_does(work: Work) -> None:
    member = active_member(work, "10000032")
    told: list[Event] = []
    fake = InMemorySecrets(Told(told), clock := Clock())
    clock.now = NOON
    real = SqlIssuedSecrets(work)
    for hours in (0, 1, 23, 25):
        for secrets in (fake, real):
            draft = Draft(UUID(int=hours + 1), f"hash {hours}")
            at = NOON - timedelta(hours=hours)
            issued = IssuedSecret.issue(draft, member.id, "temporary_password", member.email, at)
            secrets.add(issued, instead_of=[])

    def ids(secrets: InMemorySecrets | SqlIssuedSecrets) -> list[UUID]:
        return [secret.id for secret in secrets.recent(member.id, "temporary_password")]

    assert ids(fake) == ids(real) == [UUID(int=1), UUID(int=2), UUID(int=24)]


def test_a_request_that_an_older_form_took_is_read_as_it_was_kept(work: Work) -> None:
    place = Establishment(uuid4(), "CHU de Valmont", "chu", "Valmont", "75001", "Île-de-France")
    SqlEstablishments(work).add(place)
    form = RequestNumber.model_construct(
        portal="agent",
        establishment_id=place.id,
        profession="a profession that is gone",
        family_name="",
        given_name="Ana",
        birth_date=NOON.date(),
        email="no address by today's rule",
        postal_address=None,
        delivery="email",
        language="fr",
    )
    SqlNumberRequests(work).add(request := NumberRequest(uuid4(), form, NOON))

    assert SqlNumberRequests(work).get(request.id).form == form

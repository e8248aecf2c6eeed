from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.actor import Actor
from services.contracts.identity import LogInStaff
from services.contracts.identity.refusals import BadCredentials, TooManyAttempts
from services.identity.domain.attempts import Try
from services.identity.hashing import Hashing
from services.identity.seal import KeyedSeal
from services.identity.store import SqlAttempts
from services.kit.work import Work
from tests.integration.identity.conftest import SEAL_KEY
from tests.integration.identity.office import OWN_PASSWORD, Office


def test_who_guesses_waits_and_a_member_on_their_own_device_does_not(office: Office) -> None:
    member = office.member()
    at_home: dict[str, Any] = {"source": "203.0.113.0/24", "device": "a secret of her tablet"}
    office.log_in(member.cgos_number, OWN_PASSWORD, **at_home)
    for _ in range(6):
        try:
            office.log_in(member.cgos_number, "a guess of some kind", source="198.51.100.0/24")
        except (BadCredentials, TooManyAttempts) as refused:
            last = refused
    assert isinstance(last, TooManyAttempts)
    assert last.facts["retry_after"] >= 1
    with pytest.raises(TooManyAttempts):
        office.log_in(member.cgos_number, OWN_PASSWORD, source="198.51.100.0/24")
    assert office.log_in(member.cgos_number, OWN_PASSWORD, **at_home)
    assert office.log_in(member.cgos_number, OWN_PASSWORD, source="192.0.2.0/24")


@pytest.mark.parametrize("places", [1, 1000])
def test_a_thousand_wrong_passwords_leave_the_owner_a_way_in(
    office: Office, identity_database: sa.Engine, places: int
) -> None:
    """docs/security.md 5. The table of who gets in from where is in tests/unit/identity/test_attempts.py."""
    member = office.member()
    hospital = f"10.{places % 256}.0.0/24"
    at_work: dict[str, Any] = {"source": hospital, "device": "a secret of her computer at work"}
    office.log_in(member.cgos_number, OWN_PASSWORD, **at_work)
    account = KeyedSeal(SEAL_KEY).fingerprint(f"member {member.cgos_number}")
    with Session(identity_database) as session, session.begin():
        work = Work(actor=Actor(), now=datetime.now(UTC), session=session, record=lambda _: None)
        attempts = SqlAttempts(work)
        for number in range(1000):
            place = hospital if places == 1 else f"100.{number // 250}.{number % 250}.0/24"
            attempts.failed(Try(account, place, f"made up {number}"), work.now)
    assert office.log_in(member.cgos_number, OWN_PASSWORD, **at_work)
    assert office.log_in(member.cgos_number, OWN_PASSWORD, source="203.0.113.0/24", device="a new telephone")
    print(
        f"1,000 wrong passwords from {places} address prefixes: the owner got in at work and from a new place at once"
    )
    if places == 1:
        with pytest.raises(TooManyAttempts):
            office.log_in(member.cgos_number, OWN_PASSWORD, source=hospital, user_agent="no cookie")


def test_a_password_hashed_at_a_lower_cost_is_hashed_anew_at_login(
    office: Office, identity_database: sa.Engine
) -> None:
    member = office.member()
    cheaper = Hashing(memory_kib=8, passes=1, lanes=1).hash(OWN_PASSWORD)
    with identity_database.begin() as connection:
        connection.execute(
            sa.text("UPDATE accounts SET password_hash = :hash WHERE id = :id"), {"hash": cheaper, "id": member.id}
        )
    office.log_in(member.cgos_number, OWN_PASSWORD)
    with identity_database.connect() as connection:
        kept = connection.scalar(sa.text("SELECT password_hash FROM accounts WHERE id = :id"), {"id": member.id})
    assert "m=64," in kept
    assert office.log_in(member.cgos_number, OWN_PASSWORD)


def test_a_members_number_and_address_are_nobodys_staff_login(office: Office) -> None:
    member = office.member()
    for email in ("ines.vasseur@example.org", member.cgos_number):
        with pytest.raises(BadCredentials):
            office.call(LogInStaff(email=email, password=OWN_PASSWORD))


def test_no_secret_is_kept_or_told_in_clear(office: Office, identity_database: sa.Engine) -> None:
    member_id, number = office.communicated(email="canary.address@example.org", family_name="Canaryname")
    temporary = office.temporary_password(member_id, number)
    session = office.log_in(number, temporary)
    with identity_database.connect() as connection:
        tables = ["accounts", "issued_secrets", "sessions", "session_tokens", "attempts", "idempotency"]
        tables += ["outbox", "published_events"]
        kept = "".join(
            str(row)
            for table in tables
            for row in connection.execute(sa.text(f"SELECT * FROM {table}"))  # noqa: S608  # names above
        )
    for secret in (temporary, session.access_token, session.refresh_token or ""):
        assert secret not in kept
    told = office.ear.everything()
    for private in (temporary, number, "canary.address", "Canaryname"):
        assert private not in told

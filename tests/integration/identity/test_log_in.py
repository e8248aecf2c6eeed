from typing import Any

import pytest
import sqlalchemy as sa

from services.contracts.identity import BadCredentials, LogInStaff, TooManyAttempts
from services.identity.hashing import Hashing
from tests.integration.identity.office import OWN_PASSWORD, Office


def test_who_guesses_waits_and_a_member_on_their_own_device_does_not(office: Office) -> None:
    member = office.member()
    at_home: dict[str, Any] = {"source": "203.0.113.0/24", "user_agent": "Tablet"}
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

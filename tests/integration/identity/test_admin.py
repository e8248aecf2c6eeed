"""What an operator does from a shell, with its act in the audit (docs/security.md 21)."""

import pytest
import sqlalchemy as sa

from services.contracts.actor import Role
from services.contracts.identity import LogInStaff
from services.contracts.identity.refusals import BadCredentials, SessionEnded
from services.identity import admin
from tests.integration.identity.office import OWN_PASSWORD, Office
from tests.integration.identity.test_off_boarding import Colleague, colleague
from tests.parts.house import url_of


@pytest.fixture
def shell(identity_database: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", url_of(identity_database))


def is_out(office: Office, one: Colleague) -> bool:
    try:
        office.identify(one.session)
    except SessionEnded:
        return True
    return False


@pytest.mark.usefixtures("shell")
@pytest.mark.parametrize(
    ("what", "act"),
    [
        ("end-sessions", "staff_sessions_ended"),
        ("reset-second-factor", "staff_second_factor_reset"),
        ("close", "staff_account_closed"),
    ],
)
def test_an_operator_shuts_somebody_out_and_the_audit_says_that_an_operator_did(
    office: Office, what: str, act: str
) -> None:
    one = colleague(office, Role.OFFICER)
    assert not is_out(office, one)
    assert admin.main([what, "--email", one.email]) == 0
    told = office.ear.hear("acted", act=act, object_id=one.id)
    assert (told["actor_id"], told["actor_roles"]) == (None, ["operator"])
    assert is_out(office, one)


@pytest.mark.usefixtures("shell")
def test_a_closed_account_is_opened_again_and_whoever_is_not_there_is_said(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    one = colleague(office, Role.OFFICER)
    assert admin.main(["close", "--email", one.email]) == 0
    with pytest.raises(BadCredentials):
        office.call(LogInStaff(email=one.email, password=OWN_PASSWORD, totp="000000"))
    assert admin.main(["reopen", "--email", one.email]) == 0
    office.ear.hear("acted", act="staff_account_reopened", object_id=one.id)
    assert admin.main(["close", "--number", "00000000"]) == 1
    assert "nobody is known as 00000000" in capsys.readouterr().err

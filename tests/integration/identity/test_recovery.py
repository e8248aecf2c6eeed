"""What was lost is found again."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyotp
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.actor import Actor
from services.contracts.base import Event
from services.contracts.identity import ConfirmTotp, EnrolTotp, GetMe, GetMember, ResetMemberSecondFactor
from services.contracts.identity.recovery import KeepSecondFactor, MakeRecoveryCodes, RequestNumberReminder
from services.contracts.identity.refusals import BadCredentials, SecondFactorCodeRequired
from services.identity.domain.issued_secrets import AT_MOST_AN_HOUR
from services.identity.domain.lost_factor import FACTOR_RESETS_WAIT
from services.identity.handlers.reset_due_second_factors import reset_due_second_factors
from services.identity.store import SqlAccounts, SqlIssuedSecrets, SqlSessions
from services.kit.work import Work
from tests.integration.identity.office import Office

BORN = date(1984, 2, 29)


def remind(office: Office, **others: Any) -> None:
    told: dict[str, Any] = {"given_name": "Anne-Laure", "birth_date": BORN}
    office.call(RequestNumberReminder(**(told | others)))


def test_a_forgotten_number_goes_to_the_address_on_file_and_only_by_what_is_fetched(office: Office) -> None:
    """However names are typed, so many times an hour; docs/security.md 4 and 5."""
    name, address = "D’Hôtel Le Goff", "anne.laure@example.org"
    member = office.member(family_name=name, given_name="Anne-Laure", birth_date=BORN, email=address)
    for _ in range(AT_MOST_AN_HOUR + 2):
        remind(office, family_name="D'HOTEL LE-GOFF", given_name="anne laure", email=" Anne.Laure@Example.org ")
    asked = [office.ear.hear("number_reminder_requested", account_id=member.id) for _ in range(AT_MOST_AN_HOUR)]
    secret = office.collect(asked[-1]["delivery_id"])
    assert (secret.secret, secret.email, secret.purpose) == (member.cgos_number, address, "number_reminder")
    told = office.ear.everything()
    assert "number_reminder_requested" not in told
    assert member.cgos_number not in str(asked) + told


@pytest.mark.parametrize(
    "others",
    [
        {"email": "somebody.else@example.org"},
        {"birth_date": date(1984, 3, 1)},
        {"family_name": "Martin"},
        {"given_name": "Anne"},
    ],
    ids=lambda others: next(iter(others)),
)
def test_a_number_is_told_only_where_all_four_are_right(office: Office, others: dict[str, Any]) -> None:
    right: dict[str, Any] = {
        "family_name": "Le Goff",
        "given_name": "Anne-Laure",
        "birth_date": BORN,
        "email": "right@example.org",
    }
    office.communicated(**right)
    remind(office, **(right | others))
    assert "number_reminder_requested" not in office.ear.everything()


def test_a_recovery_code_opens_the_account_once_over_the_bus_and_travels_sealed(office: Office) -> None:
    member = office.member()
    key = office.call(EnrolTotp(current_password=member.password), member.actor).secret
    assert office.call(EnrolTotp(current_password=member.password), member.actor).secret == key
    now = datetime.now(UTC)
    office.call(ConfirmTotp(code=pyotp.TOTP(key).at(now)), member.actor)
    with pytest.raises(SecondFactorCodeRequired):
        office.call(MakeRecoveryCodes(current_password=member.password), member.actor)
    following = pyotp.TOTP(key).at(now + timedelta(seconds=30))
    codes = office.call(MakeRecoveryCodes(totp=following), member.actor).codes
    office.ear.hear("recovery_codes_made", account_id=member.id)
    assert office.call(GetMe(), member.actor).recovery_codes_left == len(codes) == 10
    office.log_in(member.cgos_number, member.password, totp=codes[0])
    assert office.ear.hear("recovery_code_used", account_id=member.id)["left"] == 9
    with pytest.raises(BadCredentials):
        office.log_in(member.cgos_number, member.password, totp=codes[0])
    office.log_in(member.cgos_number, member.password, totp=codes[1].replace("-", "").lower())


def test_a_reset_asked_by_an_officer_is_called_off_by_the_link_and_done_after_three_days(
    office: Office, identity_database: sa.Engine
) -> None:
    member = office.member()
    key = office.call(EnrolTotp(current_password=member.password), member.actor).secret
    office.call(ConfirmTotp(code=pyotp.TOTP(key).now()), member.actor)
    ask = ResetMemberSecondFactor(member_id=member.id)
    for _ in range(2):
        assert office.call(ask, office.officer).second_factor_reset_at is not None
        asked = office.ear.hear("second_factor_reset_asked", account_id=member.id)
        office.call(KeepSecondFactor(token=office.collect(asked["delivery_id"]).secret))
        assert office.call(GetMember(member_id=member.id), office.officer).second_factor_reset_at is None
    office.call(ask, office.officer)
    later = datetime.now(UTC) + FACTOR_RESETS_WAIT
    told: list[Event] = []
    with Session(identity_database) as session, session.begin():
        work = Work(actor=Actor(), now=later, session=session, record=told.append)
        assert reset_due_second_factors(later, SqlAccounts(work), SqlIssuedSecrets(work), SqlSessions(work)) == 1
    assert [event.event_type() for event in told] == ["second_factor_reset"]  # its sessions are over by then
    office.log_in(member.cgos_number, member.password)

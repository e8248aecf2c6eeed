import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pyotp
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.actor import Actor, Role
from services.contracts.identity import (
    ChangePassword,
    CloseStaffAccount,
    ConfirmTotp,
    CreateStaffAccount,
    EnrolTotp,
    EstablishmentView,
    GetMe,
    ListNumberRequests,
    ListStaffAccounts,
    LogInStaff,
    SessionView,
    StaffAccountView,
)
from services.contracts.identity.officers import ListOfficers
from services.contracts.identity.refusals import AccountAlreadyExists, BadCredentials, SecondFactorRequired
from services.contracts.refusals import NotPermitted
from services.identity.handlers.forget_what_is_over import forget_what_is_over
from services.identity.store import SqlExpired
from services.kit.work import Work
from tests.integration.identity.conftest import CHEAP, SEAL_KEY
from tests.integration.identity.office import OWN_PASSWORD, Office
from tests.parts.house import url_of
from tests.parts.service import ROOT


def create(office: Office, email: str, place: EstablishmentView | None = None) -> StaffAccountView:
    account: StaffAccountView = office.call(
        CreateStaffAccount(
            email=email,
            family_name="Roux",
            given_name="Paul",
            roles=[Role.ESTABLISHMENT if place else Role.OFFICER],
            establishment_id=place.id if place else None,
        ),
        office.administrator,
    )
    return account


def log_in(office: Office, email: str, password: str, totp: str | None = None) -> SessionView:
    session: SessionView = office.call(LogInStaff(email=email, password=password, totp=totp))
    return session


def test_a_correspondent_sets_a_password_and_a_second_factor_before_anything_else(office: Office) -> None:
    place = office.establishment()
    account = create(office, "correspondent@example.org", place)
    assert not account.active
    delivery = office.ear.hear("temporary_password_issued", account_id=account.id)["delivery_id"]
    temporary = office.collect(delivery).secret

    session = log_in(office, "Correspondent@example.org", temporary)
    assert (session.must_change_password, session.must_enrol_totp) == (True, True)
    restricted = office.identify(session).assertion
    with pytest.raises(NotPermitted):
        office.call(ListNumberRequests(), restricted)
    office.call(ChangePassword(current_password=temporary, new_password=OWN_PASSWORD), restricted)
    halfway = office.identify(session)
    assert halfway.roles == [Role.RESTRICTED]
    secret = office.call(EnrolTotp(), halfway.assertion).secret
    now = datetime.now(UTC)
    office.call(ConfirmTotp(code=pyotp.TOTP(secret).at(now)), halfway.assertion)
    office.ear.hear("second_factor_changed", account_id=account.id)

    lifted = office.identify(session)
    assert lifted.roles == [Role.ESTABLISHMENT]
    assert office.call(ListNumberRequests(), lifted.assertion).items == []
    assert office.call(GetMe(), lifted.assertion).establishment == place

    with pytest.raises(SecondFactorRequired):
        log_in(office, account.email, OWN_PASSWORD)
    with pytest.raises(BadCredentials):
        log_in(office, account.email, OWN_PASSWORD, pyotp.TOTP(secret).at(now))
    following = pyotp.TOTP(secret).at(now + timedelta(seconds=30))
    assert not log_in(office, account.email, OWN_PASSWORD, following).must_enrol_totp
    listed = office.call(ListStaffAccounts(limit=100), office.administrator).items
    assert next(one for one in listed if one.id == account.id).totp_enrolled


def test_colleagues_and_applications_find_the_officers_whose_account_is_open(office: Office) -> None:
    fields = {"email": "anne@example.org", "family_name": "Le Goff", "given_name": "Anne"}
    anne, finance = (
        office.call(
            CreateStaffAccount.model_validate({**fields, "email": email, "roles": [role]}), office.administrator
        ).id
        for email, role in (("anne@example.org", Role.OFFICER), ("flore@example.org", Role.FINANCE))
    )

    def found(account_id: UUID, actor: str) -> list[tuple[UUID, str, list[str]]]:
        listed = office.call(ListOfficers(officer_id=account_id), actor).items
        return [(each.id, each.family_name, each.regions) for each in listed]

    assert [found(anne, actor) for actor in (office.officer, office.applications)] == [[(anne, "Le Goff", [])]] * 2
    assert found(finance, office.officer) == []
    assert anne in {each.id for each in office.call(ListOfficers(limit=100), office.administrator).items}
    office.call(CloseStaffAccount(account_id=anne), office.administrator)
    assert found(anne, office.officer) == []


def test_an_address_is_given_to_one_of_the_staff_only(office: Office) -> None:
    create(office, "once@example.org")
    with pytest.raises(AccountAlreadyExists):
        create(office, "ONCE@example.org")


def test_only_an_administrator_creates_staff(office: Office) -> None:
    with pytest.raises(NotPermitted):
        office.call(
            CreateStaffAccount(email="a@example.org", family_name="A", given_name="B", roles=[Role.OFFICER]),
            office.officer,
        )


def create_administrator(
    engine: sa.Engine, directory: Path, password: str, secret: str
) -> subprocess.CompletedProcess[str]:
    (directory / "password").write_text(password)
    (directory / "totp").write_text(secret)
    arguments = ["--email", "first@example.org", "--given-name", "Ada", "--family-name", "Premier"]
    files = ["--password-file", str(directory / "password"), "--totp-secret-file", str(directory / "totp")]
    return subprocess.run(
        [sys.executable, "-m", "services.identity.create_administrator", *arguments, *files],
        env={"PATH": os.environ["PATH"], "DATABASE_URL": url_of(engine), "SECRET_SEAL_KEY": SEAL_KEY, **CHEAP},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_first_administrator_comes_from_the_command_line_once(
    office: Office, identity_database: sa.Engine, tmp_path: Path
) -> None:
    secret = pyotp.random_base32()
    assert create_administrator(identity_database, tmp_path, "motdepasse12345", secret).returncode == 1
    first = create_administrator(identity_database, tmp_path, OWN_PASSWORD, secret)
    assert (first.returncode, "is now an administrator" in first.stdout) == (0, True), first.stderr
    again = create_administrator(identity_database, tmp_path, "another good long password", pyotp.random_base32())
    assert (again.returncode, "was an administrator already" in again.stdout) == (0, True)
    session = log_in(office, "first@example.org", OWN_PASSWORD, pyotp.TOTP(secret).now())
    administrator = office.identify(session)
    assert administrator.roles == [Role.ADMINISTRATOR]
    told = office.ear.hear("acted", act="staff_account_created", object_id=administrator.subject)
    assert (told["actor_id"], told["actor_roles"], told["detail"]) == (None, ["operator"], "administrator")
    with identity_database.begin() as connection:
        connection.execute(sa.text("UPDATE accounts SET closed_at = now() WHERE email = 'first@example.org'"))
    closed = create_administrator(identity_database, tmp_path, OWN_PASSWORD, secret)
    assert (closed.returncode, "administrator already" in closed.stdout) == (1, False), "it would open nothing"


def test_what_is_over_is_forgotten_and_what_is_not_stays(office: Office, identity_database: sa.Engine) -> None:
    member = office.member()
    tables = ("sessions", "issued_secrets", "attempts")
    counted = "SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in tables)  # noqa: S608  # names above

    def forget(after: timedelta) -> tuple[int, ...]:
        with Session(identity_database) as session, session.begin():
            work = Work(actor=Actor(), now=datetime.now(UTC) + after, session=session, record=lambda _: None)
            forget_what_is_over(work.now, SqlExpired(work))
            left = tuple(session.execute(sa.text(counted)).one())
            session.rollback()
        return left

    assert all(forget(timedelta()))
    assert office.identify(member.session).subject == UUID(str(member.id))
    assert forget(timedelta(days=366)) == (0, 0, 0)

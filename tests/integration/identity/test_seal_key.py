"""The server's key is replaced while what it made is in use."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.actor import Actor, Role
from services.contracts.identity import ChangePassword, ConfirmTotp, EnrolTotp, RefreshSession, RequestFirstLogin
from services.identity.handlers.reseal_second_factors import Resealed, reseal_second_factors
from services.identity.seal import KeyedSeal
from services.identity.store import SqlAccounts
from services.kit.work import Work
from tests.integration.identity.conftest import SEAL_KEY
from tests.integration.identity.office import OWN_PASSWORD, Office
from tests.integration.identity.test_staff import create, log_in
from tests.parts.service import RunningService

NEW_KEY = "the key that comes after it, of thirty-two signs or more"


@pytest.fixture
def service(identity: RunningService) -> Iterator[RunningService]:
    yield identity
    identity.stop()
    identity.start(SECRET_SEAL_KEY_BEFORE=NEW_KEY)  # for the tests that follow: what was made here is read, and no more


def officer_with_a_factor(office: Office, email: str) -> pyotp.TOTP:
    account = create(office, email)
    delivery = office.ear.hear("temporary_password_issued", account_id=account.id)["delivery_id"]
    temporary = office.collect(delivery).secret
    session = log_in(office, email, temporary)
    command = ChangePassword(current_password=temporary, new_password=OWN_PASSWORD)
    office.call(command, office.identify(session).assertion)
    halfway = office.identify(session).assertion
    totp = pyotp.TOTP(office.call(EnrolTotp(), halfway).secret)
    office.call(ConfirmTotp(code=totp.at(datetime.now(UTC))), halfway)
    return totp


def later(totp: pyotp.TOTP) -> str:
    """A code is good once, and one of them has been used."""
    return totp.at(datetime.now(UTC) + timedelta(seconds=30))


def reseal(engine: sa.Engine) -> Resealed:
    with Session(engine) as session, session.begin():
        work = Work(actor=Actor(), now=datetime.now(UTC), session=session, record=lambda _: None)
        return reseal_second_factors(SqlAccounts(work), KeyedSeal(NEW_KEY, [SEAL_KEY]))


def test_all_that_the_key_made_works_while_it_is_replaced_and_second_factors_for_good(
    office: Office, service: RunningService, identity_database: sa.Engine
) -> None:
    first, second = (officer_with_a_factor(office, f"{name}.replaced@example.org") for name in ("one", "two"))
    refreshed = office.member().session
    member_id, number = office.communicated()
    office.call(RequestFirstLogin(cgos_number=number))
    under_way = office.ear.hear("temporary_password_issued", account_id=member_id)["delivery_id"]

    service.stop()
    service.start(SECRET_SEAL_KEY=NEW_KEY, SECRET_SEAL_KEY_BEFORE=SEAL_KEY)

    assert office.log_in(number, office.collect(under_way).secret).must_change_password
    assert office.call(RefreshSession(refresh_token=refreshed.refresh_token or "")).refresh_token
    assert office.identify(log_in(office, "one.replaced@example.org", OWN_PASSWORD, later(first))).roles == [
        Role.OFFICER
    ]
    asked_since, number_since = office.communicated()
    assert office.log_in(number_since, office.temporary_password(asked_since, number_since)).must_change_password

    assert reseal(identity_database).anew >= 2
    assert reseal(identity_database).anew == 0
    service.stop()
    service.start(SECRET_SEAL_KEY=NEW_KEY)

    assert office.identify(log_in(office, "two.replaced@example.org", OWN_PASSWORD, later(second))).roles == [
        Role.OFFICER
    ]

"""An operator has mails sent again that did not leave."""

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest import mock
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from deploy.native.parts.mail_sink import MailSink
from deploy.native.parts.ports import free_port
from services.contracts.identity import TemporaryPasswordIssued
from services.contracts.notifications import EmailAcceptedAgain
from services.kit.work import utc_now
from services.notifications.domain.mails import GIVEN_UP_AFTER, Mail, State
from services.notifications.domain.notices import Notice
from services.notifications.resend import main
from services.notifications.tables import mails as mails_table
from tests.integration.notifications.bus import Bus
from tests.integration.notifications.identity import StandInIdentity
from tests.integration.notifications.mail_book import MailBook, only_letter, welcome
from tests.parts.house import url_of
from tests.parts.migrated import ROOT


class Operator:
    def __init__(self, database_url_file: Path) -> None:
        self._environment = {**os.environ, "DATABASE_URL_FILE": str(database_url_file)}

    def types(self, *arguments: str) -> tuple[int, list[str]]:
        """As at a terminal: the exit code, and the lines that were printed."""
        command = [sys.executable, "-W", "ignore", "-m", "services.notifications.resend", *arguments]
        ended = subprocess.run(
            command, env=self._environment, cwd=ROOT, check=False, capture_output=True, text=True, timeout=300
        )
        return ended.returncode, (ended.stdout + ended.stderr).splitlines()

    def resends(self, *arguments: str) -> tuple[int, list[str]]:
        """The same in this process, which is there already."""
        printed = io.StringIO()
        with mock.patch.dict(os.environ, self._environment), redirect_stdout(printed), redirect_stderr(printed):
            try:
                code: Any = main(arguments)
            except SystemExit as ended:
                code = ended.code
        return code, printed.getvalue().splitlines()


@pytest.fixture
def operator(notifications_database: sa.Engine, tmp_path: Path) -> Operator:
    file = tmp_path / "database_url"
    file.write_text(url_of(notifications_database))
    return Operator(file)


def test_a_mail_that_bounced_is_sent_again_as_the_same_message_and_the_address_is_cleared(
    bus: Bus, inbox: MailSink, identity: StandInIdentity, mails: MailBook, operator: Operator
) -> None:
    account, ear = uuid4(), bus.listen(EmailAcceptedAgain)
    identity.addresses[str(account)] = f"{account}@bounce.invalid"
    bus.publish(welcome(account))
    noted = mails.reaches(account, state="bounced")
    del identity.addresses[str(account)]
    identity.bounced.add(str(account))

    code, lines = operator.types("--id", str(noted["id"]))
    assert (code, lines[-1]) == (0, "1 queued again")
    assert only_letter(inbox, identity.address(account))["message_id"] == f"<{noted['id']}@space.example>"
    assert ear.hear(account)["data"]["email_id"] == str(noted["id"])
    mails.reaches(account, state="sent")

    code, lines = operator.resends("--id", str(noted["id"]))
    assert code == 0
    assert lines == [
        f"{noted['id']}  account_activated  sent  -  {lines[0].split()[4]}  left as it is: it was sent",
        "0 queued again",
    ]
    only_letter(inbox, identity.address(account))


def test_an_id_that_nobody_knows_is_said_and_the_others_are_sent(
    bus: Bus, identity: StandInIdentity, mails: MailBook, operator: Operator
) -> None:
    account, unknown = uuid4(), uuid4()
    identity.addresses[str(account)] = f"{account}@bounce.invalid"
    bus.publish(welcome(account))
    noted = mails.reaches(account, state="bounced")
    code, lines = operator.resends("--id", str(unknown), "--id", str(noted["id"]))
    assert code == 1
    assert f"{unknown}  unknown: no mail has this id" in lines
    assert lines[-1] == "1 queued again"
    mails.reaches(account, state="bounced", attempts=2)


def test_a_secret_that_is_gone_ends_as_abandoned_again_with_its_reason(
    bus: Bus, identity: StandInIdentity, mails: MailBook, operator: Operator
) -> None:
    account, delivery = uuid4(), uuid4()
    identity.collected[str(delivery)] = ["somebody else's key"]
    bus.publish(TemporaryPasswordIssued(delivery_id=delivery, account_id=account))
    noted = mails.reaches(account, state="abandoned", reason="secret-already-collected")
    assert operator.resends("--id", str(noted["id"]))[1][-1] == "1 queued again"
    mails.reaches(account, state="abandoned", reason="secret-already-collected", attempts=2)


@pytest.fixture
def ended(notifications_database: sa.Engine) -> dict[str, UUID]:
    """Mails of a day that no other test has, long past the two days of trying."""
    day = utc_now() + timedelta(days=400)
    made: dict[str, UUID] = {}
    with notifications_database.begin() as connection:
        kinds: list[tuple[State, str]] = [
            ("bounced", "password_changed"),
            ("abandoned", "application_decided"),
            ("sent", "application_decided"),
        ]
        for state, kind in kinds:
            mail = Mail.about(
                Notice(str(uuid4()), kind, uuid4(), {"application_id": str(uuid4())}, day - 2 * GIVEN_UP_AFTER)
            )
            mail.state, mail.ended_at, mail.reason = state, day, "5.7.1"
            columns = {column.name: getattr(mail, column.name) for column in mails_table.columns}
            connection.execute(sa.insert(mails_table).values(columns))
            made[state] = mail.id
    return made


def test_the_operator_chooses_and_a_dry_run_or_no_choice_changes_nothing(
    ended: dict[str, UUID], notifications_database: sa.Engine, operator: Operator
) -> None:
    since = ["--since", (utc_now() + timedelta(days=399)).isoformat()]

    def named(*arguments: str) -> set[str]:
        code, lines = operator.resends(*arguments)
        assert code == 0
        assert lines[-1 if "--dry-run" in arguments else -2].endswith("nothing was queued")
        listed = {line.split()[0] for line in lines}
        return {name for name, one in ended.items() if str(one) in listed}

    assert named() == {"bounced", "abandoned"}
    assert named(*since, "--dry-run") == {"bounced", "abandoned"}
    assert named(*since, "--state", "bounced", "--dry-run") == {"bounced"}
    assert named(*since, "--type", "application_decided", "--dry-run") == {"abandoned"}
    with notifications_database.connect() as connection:
        states = sa.select(mails_table.c.state).where(mails_table.c.id.in_(ended.values()))
        assert sorted(connection.scalars(states)) == ["abandoned", "bounced", "sent"]


@pytest.mark.parametrize(
    "wrong",
    [["--type", "no_such_event"], ["--since", "2027-01-24T09:30:00"], ["--id", str(uuid4()), "--state", "bounced"]],
)
def test_a_choice_that_cannot_be_meant_is_refused(operator: Operator, wrong: list[str]) -> None:
    code, lines = operator.resends(*wrong)
    assert code == 2
    assert "error: " in lines[-1]


def test_a_database_that_is_away_is_said(tmp_path: Path) -> None:
    file = tmp_path / "database_url"
    file.write_text(f"postgresql://nobody@127.0.0.1:{free_port()}/notifications")
    code, lines = Operator(file).resends()
    assert (code, lines) == (1, ["the database does not do it, and nothing was queued: OperationalError"])

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deploy.native.blueprint import SERVICES
from services.kit.events.republish import main
from services.kit.events.republishing import services_of_the_house

SINCE = ("--since", "2026-01-01T00:00:00Z")
TOMORROW = (datetime.now(UTC) + timedelta(days=1)).isoformat()


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        ((), "--since"),
        (("--since", "yesterday"), "--since"),
        (("--since", "2026-01-01T00:00:00"), "--since"),
        (("--since", TOMORROW), "--since"),
        ((*SINCE, "--until", "noon"), "--until"),
        ((*SINCE, "--until", "2026-01-01T01:00:00+01:00"), "--until"),
        ((*SINCE, "--service", "offers"), "--service"),
    ],
)
def test_a_bad_argument_is_named(arguments: tuple[str, ...], option: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 2
    assert option in capsys.readouterr().err.splitlines()[-1]


def test_missing_addresses_are_named(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BROKER_URL", "BROKER_URL_FILE", "DATABASE_URL", "DATABASE_URL_FILE"):
        monkeypatch.delenv(name, raising=False)

    assert main(SINCE) == 1

    told = capsys.readouterr().err
    assert "BROKER_URL" in told
    assert "DATABASE_URL" in told


def test_a_service_that_has_no_database_there_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "broker_url").touch()

    assert main((*SINCE, "--secrets", str(tmp_path), "--service", "kitchen")) == 1

    assert "database_url_kitchen" in capsys.readouterr().err


def test_all_services_are_waited_for_as_their_contracts_name_them() -> None:
    assert set(services_of_the_house()) == set(SERVICES)

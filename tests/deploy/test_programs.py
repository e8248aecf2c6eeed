import os
import stat
import subprocess
from pathlib import Path

import pytest

from deploy.native.parts.users import HOUSE, make_private, unprivileged
from deploy.native.programs import Program
from deploy.native.supervision import Supervisor


@pytest.mark.parametrize("value", ["plain", 'a "quoted" value', "it's", "50 %", "two\nlines", "$HOME `id` ;"])
def test_a_setting_reaches_its_program_as_it_was_written(tmp_path: Path, value: str) -> None:
    script = tmp_path / "program"
    script.write_text(Program("it", ["printenv", "SETTING"], {"SETTING": value}).script("mark"))
    outcome = subprocess.run(["/bin/sh", str(script)], capture_output=True, text=True, check=True)
    assert outcome.stdout == f"{value}\n"


def test_a_program_of_another_user_runs_as_that_one_and_what_it_writes_is_its_own(tmp_path: Path) -> None:
    script = tmp_path / "program"
    user = unprivileged(HOUSE)
    script.write_text(Program("it", ["sh", "-c", "id -u; umask"], user=user).script("mark"))
    outcome = subprocess.run(["/bin/sh", str(script)], capture_output=True, text=True, check=True)
    assert outcome.stdout.split() == [str(user or os.geteuid()), "0077"]


def test_what_was_written_as_root_is_handed_over(tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir(mode=0o755)
    (letters / "1.json").touch()
    owner = unprivileged(HOUSE)
    make_private(letters, owner)
    assert stat.S_IMODE(letters.stat().st_mode) == 0o700
    assert {place.stat().st_uid for place in (letters, letters / "1.json")} == {owner or os.geteuid()}


def test_what_holds_secrets_is_read_by_its_owner_only(tmp_path: Path) -> None:
    Supervisor(tmp_path).configure([Program("it", ["true"], {"RCLONE_AUTH_KEY": "secret"})])
    for file in (tmp_path / "programs" / "it", tmp_path / "supervisord.conf"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_configuration_is_new_only_where_something_changed(tmp_path: Path) -> None:
    supervisor = Supervisor(tmp_path)
    assert supervisor.configure([Program("it", ["true"])])
    assert not supervisor.configure([Program("it", ["true"])])
    assert supervisor.configure([Program("it", ["true"], stop_signal="INT")])


def test_new_settings_concern_their_program_and_not_its_supervisor(tmp_path: Path) -> None:
    supervisor = Supervisor(tmp_path)
    supervisor.configure([Program("it", ["true"])])
    assert not supervisor.configure([Program("it", ["true"], {"LOG_LEVEL": "DEBUG"})])
    assert "LOG_LEVEL=DEBUG" in (tmp_path / "programs" / "it").read_text()

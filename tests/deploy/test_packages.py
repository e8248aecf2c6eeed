from pathlib import Path

import pytest

from deploy.native.packages import PROGRAMS, CannotInstall, install


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where programs are looked for first; the broker counts as missing until a file `installed` lies there."""
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setitem(PROGRAMS, "rabbitmq-server", (tmp_path / "installed").exists)
    return tmp_path


def apt_get(path: Path, script: str) -> None:
    for name, text in (("apt-get", script), ("sudo", 'exec "$@"')):
        (path / name).write_text(f"#!/bin/sh\n{text}\n")
        (path / name).chmod(0o755)


def test_what_is_missing_is_installed(path: Path) -> None:
    apt_get(path, f'case "$*" in *install*rabbitmq-server) touch {path}/installed;; esac')
    install(["rabbitmq-server"])
    assert (path / "installed").exists()


def test_nothing_is_asked_for_where_nothing_is_missing(path: Path) -> None:
    (path / "installed").touch()
    apt_get(path, f"touch {path}/asked")
    install(["rabbitmq-server"])
    assert not (path / "asked").exists()


def test_one_line_says_what_could_not_be_installed_why_and_how(path: Path) -> None:
    apt_get(path, "echo 'E: Unable to locate package' >&2; exit 100")
    with pytest.raises(CannotInstall) as told:
        install(["rabbitmq-server"])
    line = str(told.value)
    assert "\n" not in line
    assert "Unable to locate package" in line
    assert "apt-get install rabbitmq-server" in line


def test_without_apt_get_one_line_says_what_to_install(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(path))
    with pytest.raises(CannotInstall, match=r"^missing rabbitmq-server; .*apt-get install rabbitmq-server"):
        install(["rabbitmq-server"])

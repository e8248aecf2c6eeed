"""The first administrator, and the demonstration."""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyotp

from deploy.native.blueprint import Blueprint
from deploy.native.programs import MARK, ROOT, python

ADMINISTRATOR = "administratrice@agentspace.example"
ADMINISTRATOR_FILE = "administrator.json"


class NotLoaded(Exception):
    """Says what failed."""


def open_first_account(blueprint: Blueprint) -> dict[str, str]:
    """Everybody else is made by the administrator; the administrator is made here, once. Raises NotLoaded."""
    credentials = blueprint.credentials
    known = credentials.directory / ADMINISTRATOR_FILE
    if known.exists():
        account: dict[str, str] = json.loads(known.read_text())
        return account
    account = {
        "email": ADMINISTRATOR,
        "password": credentials.read("administrator_password"),
        "totp_secret": credentials.read("administrator_totp_secret", pyotp.random_base32),
    }
    given = {
        "--email": ADMINISTRATOR,
        "--given-name": "Maud",
        "--family-name": "Lefort",
        "--password-file": str(credentials.file("administrator_password")),
        "--totp-secret-file": str(credentials.file("administrator_totp_secret")),
    }
    arguments = [argument for pair in given.items() for argument in pair]
    _run(
        blueprint.directory,
        python("services.identity.create_administrator", *arguments),
        blueprint.settings_of("identity"),
    )
    credentials.write(ADMINISTRATOR_FILE, json.dumps(account))
    return account


def load_demo(blueprint: Blueprint) -> dict[str, Any]:
    """The accounts. Harmless when repeated. Raises NotLoaded."""
    accounts = blueprint.directory / "accounts.json"
    given = {
        "--gateway": blueprint.gateway_url,
        "--inbox": blueprint.inbox.url,
        "--administrator": str(blueprint.credentials.directory / ADMINISTRATOR_FILE),
        "--state": str(blueprint.directory / "demo.json"),
        "--accounts": str(accounts),
        "--secrets": str(blueprint.credentials.directory),
    }
    arguments = [argument for pair in given.items() for argument in pair]
    _run(blueprint.directory, python("deploy.demo.load", *arguments), {})
    loaded: dict[str, Any] = json.loads(accounts.read_text())
    return loaded


def _run(stack: Path, command: list[str], settings: Mapping[str, str]) -> None:
    outcome = subprocess.run(  # noqa: S603 - our own command line
        command,
        env={**os.environ, **settings, MARK: str(stack)},
        cwd=ROOT,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if outcome.returncode:
        raise NotLoaded(f"{' '.join(command[:3])} failed:\n{outcome.stdout}")

"""python -m deploy.native up|down|status|logs|restart [--dir .run]"""

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from deploy.native.databases import MigrationFailed
from deploy.native.demo import NotLoaded
from deploy.native.packages import FOR_THE_STACK, FOR_THE_TESTS, CannotInstall, install
from deploy.native.programs import ROOT
from deploy.native.readiness import NotReady, state_of
from deploy.native.stack import APPLICATIONS, PARTS, PortTaken, Stack

FORESEEN = (CannotInstall, PortTaken, NotReady, NotLoaded, MigrationFailed, TimeoutError)


def up(stack: Stack) -> None:
    show(stack.up())


def show(description: dict[str, Any]) -> None:
    print(f"\nAgentspace: {description['gateway']}\nInbox:      {description['inbox']}\n\nAccounts")
    for name, account in description["accounts"].items():
        print(f"  {name:16}" + "  ".join(f"{field} {value}" for field, value in account.items()))
    print("\nThe six digits of a totp_secret: .venv/bin/python -c 'import pyotp; print(pyotp.TOTP(\"SECRET\").now())'")


def down(stack: Stack) -> None:
    stack.down()
    print("Everything has ended; the data stays.")


def status(stack: Stack) -> None:
    """Ends with 1 where something does not serve."""
    if not stack.supervisor.runs():
        print("Nothing runs: make up")
        sys.exit(1)
    pids, health = stack.pids(), stack.health()
    failing = 0
    for name in (*PARTS, *APPLICATIONS):
        state = "down" if name not in pids else state_of(health[name]) if name in health else "runs"
        failing += state not in {"ready", "runs"}
        print(f"{name:16} {pids.get(name, '-'):>8}  {state}")
    sys.exit(1 if failing else 0)


def logs(stack: Stack) -> None:
    files = sorted(str(file) for file in stack.supervisor.logs.glob("*.log"))
    os.execvp("tail", ["tail", "--lines=30", "--follow=name", "--retry", *files])  # noqa: S606, S607 - the user's own tail


def restart(stack: Stack) -> None:
    """The services and the gateway; the parts go on."""
    for name in APPLICATIONS:
        stack.restart(name)
    stack.wait_until_ready()
    status(stack)


COMMANDS = {"up": up, "down": down, "status": status, "logs": logs, "restart": restart}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m deploy.native", description="The whole house on this machine.")
    parser.add_argument("command", choices=[*COMMANDS, "install"])
    parser.add_argument("--dir", type=Path, default=ROOT / ".run", help="where everything of the stack is kept")
    parser.add_argument("--for-tests", action="store_true", help="install: also what the tests need")
    given = parser.parse_args()
    try:
        if given.command == "install":
            install(FOR_THE_TESTS if given.for_tests else FOR_THE_STACK)
        else:
            COMMANDS[given.command](Stack(given.dir, tell=print))
    except FORESEEN as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()

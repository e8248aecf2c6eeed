"""`python -m tests.trust`: a stack of its own, and every table over it; ends with 1 where anything is unexpected.

A table is a function from the stack to a `Table`; a new one is a module here and a line in TABLES."""

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from deploy.native.blueprint import INTEGRATOR
from deploy.native.stack import Stack
from deploy.rabbitmq.catalogue import of_the_house
from tests.journeys.cast import Cast
from tests.journeys.stack import A_FEW_WORK_FOR_ALL, RunningStack
from tests.trust.bus import Bus
from tests.trust.files import try_files
from tests.trust.routes import Routes
from tests.trust.table import Table, tell

RUN = Path(__file__).parents[2] / ".run"


def bus(stack: Stack) -> Table:
    return Bus(stack.blueprint.broker_url_of, of_the_house(), [INTEGRATOR]).try_everything()


def routes(stack: Stack) -> Table:
    running = RunningStack.described_in(stack.directory / "stack.json")
    with TemporaryDirectory() as folder:  # everybody is new: the stack may be of an earlier run
        return Routes(Cast(running, Path(folder))).try_everything()


def files(stack: Stack) -> Table:
    return try_files(stack.blueprint.clamd.address)


TABLES: tuple[Callable[[Stack], Table], ...] = (bus, routes, files)


def main() -> int:
    with Stack(RUN / "trust", settings=A_FEW_WORK_FOR_ALL).running() as stack:
        tables = [table(stack) for table in TABLES]
    tell(tables, RUN / "trust.json")
    return 1 if any(table.unexpected for table in tables) else 0


if __name__ == "__main__":
    sys.exit(main())

"""Every measurement on a stack of its own. Prints a table and writes .run/bench.json.

python -m tests.bench [--only throughput|uploads|latency|jobs|growth|enumeration|pages] [--keep]
"""

import argparse
import sys
from dataclasses import dataclass

from deploy.demo.client import Client
from deploy.native.programs import ROOT
from deploy.native.stack import Stack
from tests.bench import enumeration, growth, jobs, latency, pages, throughput, uploads
from tests.bench.figures import Figure, table, write
from tests.journeys.people import Opened, accepted_document, open_member, signed_in_staff, submitted_application
from tests.journeys.stack import A_FEW_WORK_FOR_ALL, RunningStack

MEASUREMENTS = ("throughput", "uploads", "latency", "jobs", "growth", "enumeration", "pages")
SUBMITTERS = 3


@dataclass
class Bench:
    stack: Stack
    running: RunningStack
    officer: Client
    members: list[Opened]

    def run(self, name: str) -> list[Figure]:
        first = self.members[0]
        if name == "throughput":
            offers = first.client.call("GET", "/offers")["items"]
            logs = self.stack.directory / "logs"
            return throughput.measure(self.running, first.token, offers[0]["id"], logs)
        if name == "uploads":
            return uploads.measure(first.client, self.stack.pids()["gateway"])
        if name == "latency":
            return latency.measure(self.stack, self.running, self.members)
        if name == "jobs":
            return jobs.measure(self.running)
        if name == "enumeration":
            return enumeration.measure(self.running.gateway, first)
        if name == "pages":
            staff = Client(self.running.gateway).log_in(self.running.accounts["officer"], "staff")
            return pages.measure(self.running.gateway, first, staff["access_token"])
        model = submitted_application(first.client, accepted_document(first.client))
        return growth.measure(self.running, self.officer, first.client, model)


def main() -> int:
    parser = argparse.ArgumentParser(description="Ours, the peer and the floor, side by side.")
    parser.add_argument("--only", choices=MEASUREMENTS)
    parser.add_argument("--keep", action="store_true", help="leave the stack up afterwards")
    given = parser.parse_args()
    stack = Stack(ROOT / ".run" / "bench", settings=A_FEW_WORK_FOR_ALL)
    figures: list[Figure] = []
    try:
        stack.up()
        latency.keep_commit_times(stack)
        running = RunningStack.described_in(stack.directory / "stack.json")
        officer, correspondent = signed_in_staff(running)
        for name in [given.only] if given.only else MEASUREMENTS:
            members = [open_member(running, correspondent, officer) for _ in range(SUBMITTERS)]
            measured = Bench(stack, running, officer, members).run(name)
            print(table(measured), flush=True)
            figures += measured
    finally:
        if not given.keep:
            stack.down()
    write(figures, ROOT / ".run" / "bench.json")
    print(f"\n{table(figures)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

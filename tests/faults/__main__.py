"""Every fault in turn, under load, on a stack of its own. Prints a table, writes .run/faults.json, ends non-zero where
anything was lost or doubled or a process did not serve again.

python -m tests.faults [--only WORD]... [--members 30] [--keep]
"""

import argparse
import asyncio
import json
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import httpx

from deploy.native.programs import ROOT
from deploy.native.stack import Stack
from tests.faults.audit import Audit, described
from tests.faults.faults import FAULTS, Fault
from tests.faults.jobs import Load
from tests.faults.people import Cast, gather
from tests.journeys.stack import A_FEW_WORK_FOR_ALL, RunningStack

MEMBERS = 30
"""More than the calls that a service takes at once, so that some wait in its queue whatever strikes."""
BEFORE, AFTER = 3.0, 4.0
"""Seconds of load before the fault strikes and after everything serves again."""
SERVES_WITHIN = 10.0


@dataclass(frozen=True)
class Outcome:
    fault: str
    accepted: int
    lost: int
    doubled: int
    recovered_s: float


async def try_fault(fault: Fault, stack: Stack, cast: Cast, audit: Audit, earlier: Load) -> tuple[Outcome, list[str]]:
    load = Load(cast)
    load.start()
    await asyncio.sleep(BEFORE)
    await fault.strike(stack)
    returned = time.monotonic()
    recovered = await serves_again(stack, returned, load)
    await asyncio.sleep(AFTER)
    await load.drain()
    findings = await audit.of(load.jobs, earlier.jobs)
    wrong = [*findings.trouble, *(await fault.check(stack) if fault.check else [])]
    earlier.jobs.extend(load.jobs)
    outcome = Outcome(fault.name, findings.accepted, len(findings.lost), len(findings.doubled), round(recovered, 2))
    if findings.lost or findings.doubled or wrong:
        wrong.append(described(findings))
    if recovered > SERVES_WITHIN:
        wrong.append(f"served again only after {recovered:.1f} s")
    return outcome, wrong


async def serves_again(stack: Stack, since: float, load: Load) -> float:
    """Seconds until every process says that it is ready and a member's or the officer's command succeeded."""
    health = stack.health()
    async with httpx.AsyncClient(timeout=2, trust_env=False) as http:
        waiting = dict(health)
        while waiting or load.last_success < since:
            for name, url in list(waiting.items()):
                try:
                    answered = await http.get(url)
                except httpx.TransportError:
                    continue
                if answered.status_code == 200:
                    del waiting[name]
            if time.monotonic() - since > 60:
                break
            await asyncio.sleep(0.05)
    return time.monotonic() - since


async def run(stack: Stack, chosen: list[Fault], members: int) -> tuple[list[Outcome], bool]:
    running = RunningStack.described_in(stack.directory / "stack.json")
    cast = await asyncio.to_thread(gather, running, members=members)
    await cast.officer.call("GET", "/staff/applications")  # signs in: a code is good once, so it may have to wait
    audit, earlier = Audit(running), Load(cast)
    outcomes, well = [], True
    print(f"{'fault':<42}{'accepted':>9}{'lost':>6}{'doubled':>9}{'serves again':>14}", flush=True)
    for fault in chosen:
        outcome, wrong = await try_fault(fault, stack, cast, audit, earlier)
        outcomes.append(outcome)
        print(
            f"{outcome.fault:<42}{outcome.accepted:>9}{outcome.lost:>6}{outcome.doubled:>9}"
            f"{outcome.recovered_s:>12.2f} s",
            flush=True,
        )
        for line in wrong:
            well = False
            print(f"    {line}", flush=True)
    return outcomes, well


def main() -> int:
    parser = argparse.ArgumentParser(description="The stack under load while its parts fail.")
    parser.add_argument("--only", action="append", help="only the faults whose name contains this; may be repeated")
    parser.add_argument("--members", type=int, default=MEMBERS, help="who apply all the time, beside one officer")
    parser.add_argument("--keep", action="store_true", help="leave the stack up afterwards")
    given = parser.parse_args()
    chosen = [fault for fault in FAULTS if any(word in fault.name for word in given.only or [""])]
    directory = ROOT / ".run" / "faults"
    stack = Stack(directory, settings=A_FEW_WORK_FOR_ALL)
    try:
        stack.up()
        outcomes, well = asyncio.run(run(stack, chosen, given.members))
    finally:
        if not given.keep:
            stack.down()
    report = Path(ROOT / ".run" / "faults.json")
    report.write_text(json.dumps([asdict(outcome) for outcome in outcomes], indent=2) + "\n")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())

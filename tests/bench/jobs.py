"""A thousand main jobs: started, filled in, sent with a document, answered, decided; and each looked up afterwards."""

import asyncio
import time

from tests.bench.figures import Figure
from tests.faults.audit import Audit, described
from tests.faults.jobs import ONE_IN, Job, Load
from tests.faults.people import Cast, Member, gather
from tests.journeys.stack import RunningStack

JOBS = 1_000
MEMBERS = 30


def measure(running: RunningStack) -> list[Figure]:
    """Raises RuntimeError where one was lost, doubled or refused."""
    cast = gather(running, members=MEMBERS)
    return asyncio.run(_measure(running, cast))


async def _measure(running: RunningStack, cast: Cast) -> list[Figure]:
    await cast.officer.call("GET", "/staff/applications")  # signs in: a code is good once, so it may have to wait
    load, seconds = Load(cast), list[float]()

    async def work(member: Member) -> None:
        while len(load.jobs) < JOBS:
            job = Job(member, uploads=len(load.jobs) % ONE_IN == 0)
            load.jobs.append(job)
            started = time.monotonic()
            await load.run(job)
            seconds.append(time.monotonic() - started)

    started = time.monotonic()
    await asyncio.gather(*map(work, cast.members))
    rate = JOBS / (time.monotonic() - started)
    findings = await Audit(running).of(load.jobs, [])
    if findings.lost or findings.doubled or findings.trouble:
        raise RuntimeError(described(findings))
    typical = sorted(seconds)[len(seconds) // 2]
    name = f"{JOBS} main jobs by {MEMBERS} members and an officer"
    return [
        Figure(f"{name}: jobs", rate, None, None, None, "a second, more is better"),
        Figure(f"{name}: p50 of a job", typical * 1000, None, None, None, "ms, less is better"),
    ]

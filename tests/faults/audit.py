"""After a fault: what was accepted, against what the databases hold and what the people were sent."""

import asyncio
import json
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import httpx
import psycopg2

from tests.faults.jobs import Job
from tests.journeys.stack import RunningStack

SETTLING = 60.0
"""Seconds that notifications and e-mails may take to catch up after an outage."""


@dataclass
class Findings:
    accepted: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)


class Audit:
    def __init__(self, stack: RunningStack) -> None:
        self._stack = stack

    async def of(self, jobs: list[Job], earlier: list[Job]) -> Findings:
        """Of `jobs`, given all that were run `earlier` too.

        Waits until everything due has arrived (bounded), then a little longer for what must not arrive.
        """
        give_up = time.monotonic() + SETTLING
        while True:
            findings = await asyncio.to_thread(self._look, jobs)
            if not findings.lost or time.monotonic() > give_up:
                break
            await asyncio.sleep(1)
        await asyncio.sleep(2)
        findings = await asyncio.to_thread(self._look, jobs)
        findings.doubled.extend(await asyncio.to_thread(self._beside_the_accepted, [*earlier, *jobs]))
        return findings

    def _look(self, jobs: list[Job]) -> Findings:
        found = Findings(accepted=sum(len(job.done) for job in jobs))
        found.trouble = [job.trouble for job in jobs if job.trouble]
        ids = [job.application_id for job in jobs if job.application_id]
        states = self._states(ids)
        timelines = self._timelines(ids)
        told = self._notifications(ids)
        mailed = self._decision_mails(jobs)
        for job in jobs:
            if not job.done:
                continue
            one = job.application_id
            if one not in states:
                found.lost.append(f"{one}: not in the database")
                continue
            self._compare(found, one, "timeline", job, timelines.get(one, Counter()))
            if "decided" in job.done:
                if states[one] != "approved":
                    found.lost.append(f"{one}: decided, but is {states[one]}")
                _count(found, f"{one}: notification of the decision", told.get(one, 0))
                _count(found, f"{one}: e-mail of the decision", mailed[one])
        return found

    @staticmethod
    def _compare(found: Findings, one: str, where: str, job: Job, events: Counter[str]) -> None:
        due = {"submitted": "application_submitted", "answered": "message_posted", "decided": "application_decided"}
        for step, event in due.items():
            if step in job.done:
                _count(found, f"{one}: {event} in the {where}", events[event])

    def _states(self, ids: list[str]) -> dict[str, str]:
        return dict(
            self._ask("applications", "SELECT id::text, status FROM applications WHERE id::text = ANY(%s)", (ids,))
        )

    def _timelines(self, ids: list[str]) -> dict[str, Counter[str]]:
        rows = self._ask(
            "applications",
            "SELECT application_id::text, event FROM timeline WHERE application_id::text = ANY(%s)",
            (ids,),
        )
        timelines: dict[str, Counter[str]] = {}
        for one, event in rows:
            timelines.setdefault(one, Counter())[event] += 1
        return timelines

    def _notifications(self, ids: list[str]) -> Counter[str]:
        rows = self._ask(
            "notifications",
            "SELECT params->>'application_id' FROM notifications"
            " WHERE type = 'application_decided' AND params->>'application_id' = ANY(%s)",
            (ids,),
        )
        return Counter(one for (one,) in rows)

    def _decision_mails(self, jobs: list[Job]) -> Counter[str]:
        """Counted in the sink, as the people would find them."""
        mails: Counter[str] = Counter()
        wanted = {job.application_id for job in jobs}
        for address in {job.member.email for job in jobs}:
            messages: list[dict[str, Any]] = httpx.get(
                f"{self._stack.inbox}/messages", params={"to": address}, timeout=30, trust_env=False
            ).json()
            for message in messages:
                if "décision" in message["subject"].lower():
                    mails.update(one for one in wanted if one and one in message["text"])
        return mails

    def _beside_the_accepted(self, jobs: list[Job]) -> list[str]:
        """Applications that a member has and that no job knows: a start that was repeated and carried out twice."""
        known = {job.application_id for job in jobs}
        unsure = {job.member.id for job in jobs if job.trouble and not job.application_id}
        members = list({job.member.id for job in jobs} - unsure)
        rows = self._ask(
            "applications", "SELECT id::text FROM applications WHERE member_id::text = ANY(%s)", (members,)
        )
        return [f"{one}: nobody asked for it" for (one,) in rows if one not in known]

    def _ask(self, service: str, statement: str, values: tuple[object, ...]) -> list[Any]:
        with psycopg2.connect(self._stack.databases[service]) as connection, connection.cursor() as cursor:
            cursor.execute(statement, values)
            return list(cursor.fetchall())


def _count(found: Findings, what: str, times: int) -> None:
    if times == 0:
        found.lost.append(f"{what}: none")
    elif times > 1:
        found.doubled.append(f"{what}: {times}")


def described(findings: Findings) -> str:
    return json.dumps({"lost": findings.lost[:5], "doubled": findings.doubled[:5], "trouble": findings.trouble[:5]})

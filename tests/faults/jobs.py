"""The steady load: main jobs one after the other by each member, and what the client was told of each."""

import asyncio
import time
from dataclasses import dataclass, field

from tests.faults.patient import PATIENCE, GaveUp, Unexpected
from tests.faults.people import Cast, Member
from tests.journeys.files import pdf
from tests.journeys.people import BENEFIT, SLOT, for_another_child

CERTIFICATE = pdf("Acte de naissance")
ONE_IN = 3
"""Jobs bring a document of their own; the others take the one that the member has already."""
PACE = 0.25
"""Seconds of rest between two jobs of a member."""


@dataclass
class Job:
    """What was accepted: each step is noted once its success was answered."""

    member: Member
    uploads: bool
    application_id: str = ""
    done: list[str] = field(default_factory=list)
    trouble: str = ""


@dataclass
class Load:
    """Runs from `start` until `drain`: no job is left half-way."""

    cast: Cast
    jobs: list[Job] = field(default_factory=list)
    last_success: float = 0.0

    def start(self) -> None:
        self._going = True
        self._tasks = [asyncio.create_task(self._work(member)) for member in self.cast.members]

    async def drain(self) -> None:
        self._going = False
        await asyncio.gather(*self._tasks)

    async def _work(self, member: Member) -> None:
        while self._going:
            job = Job(member, uploads=len(self.jobs) % ONE_IN == 0)
            self.jobs.append(job)
            try:
                await self.run(job)
            except (GaveUp, Unexpected) as error:
                job.trouble = f"after {job.done or 'nothing'}: {error}"
            await asyncio.sleep(PACE)

    async def run(self, job: Job) -> None:
        """Raises GaveUp, Unexpected."""
        member, officer = job.member.client, self.cast.officer
        started = await member.call("POST", "/applications", {"benefit_code": BENEFIT})
        job.application_id = started["id"]
        self._note(job, "started")
        path = f"/applications/{job.application_id}"
        await member.call("PATCH", path, {"answers": for_another_child()})
        document_id = await self._upload(job) if job.uploads else job.member.document_id
        await member.call("PUT", f"{path}/documents/{SLOT}", {"document_id": document_id})
        await member.call("POST", f"{path}/submit")
        self._note(job, "submitted")
        await self._until_complete(job, path)
        await officer.call("POST", f"/staff{path}/claim")
        await officer.call("POST", f"/staff{path}/messages", {"body": "Merci.", "document_ids": []})
        self._note(job, "answered")
        await officer.call("POST", f"/staff{path}/decide", {"outcome": "approved"})
        self._note(job, "decided")

    async def _upload(self, job: Job) -> str:
        member = job.member.client
        about = {"kind": SLOT, "filename": "acte.pdf", "size": len(CERTIFICATE), "content_type": "application/pdf"}
        declared = await member.call("POST", "/documents", about)
        path = f"/documents/{declared['id']}"
        await member.call("PUT", f"{path}/content", CERTIFICATE)
        await member.call("POST", f"{path}/complete")
        self._note(job, "uploaded")
        return str(declared["id"])

    @staticmethod
    async def _until_complete(job: Job, path: str) -> None:
        """It moves to the queue by itself once its document has passed its checks."""
        give_up = time.monotonic() + PATIENCE
        while (seen := await job.member.client.call("GET", path))["status"] != "submitted":
            if time.monotonic() > give_up:
                raise GaveUp(f"{path} is {seen['status']}, missing {seen['missing']}")
            await asyncio.sleep(0.3)

    def _note(self, job: Job, step: str) -> None:
        job.done.append(step)
        self.last_success = time.monotonic()

"""What officers and supervisors do beside the review itself: hand over, take a request back, end what was left."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from services.applications.domain.amended import Amended
from services.applications.domain.closing import Closing
from services.applications.domain.documents import KnownDocument
from services.applications.domain.status import Status
from services.applications.domain.transitions import Step
from services.contracts.applications import (
    ApplicationClosed,
    ApplicationReassigned,
    ApplicationReleased,
    ClosingAlreadyAnnounced,
    ClosingAnnounced,
    NotAsked,
    RequestCancelled,
)
from services.contracts.pointers import is_pointer


@dataclass(kw_only=True)
class Desk(Amended):
    def release(self) -> None:
        """Back to the queue, where it waits as long as it has waited."""
        if self.review.claimed_by is None:
            return
        self.events.append(ApplicationReleased(**self._about, officer_id=self.review.claimed_by))
        self.review = replace(self.review, claimed_by=None)
        if self.status == Status.UNDER_REVIEW:
            self._become(Status.SUBMITTED, Step.RELEASE)
        self.version += 1

    def reassign(self, officer_id: UUID) -> None:
        """It waits as long as it has waited. To who has it: nothing happens."""
        former = self.review.claimed_by
        if former == officer_id:
            return
        self.review = replace(self.review, claimed_by=officer_id)
        if self.status == Status.SUBMITTED:
            self._become(Status.UNDER_REVIEW, Step.REASSIGN)
        self.version += 1
        self.events.append(ApplicationReassigned(**self._about, officer_id=officer_id, former_officer_id=former))

    def cancel_request(
        self, items: list[str], officer_id: UUID, replaced: Mapping[UUID, KnownDocument], at: datetime
    ) -> None:
        """What was asked for by mistake is asked for no more: a document that had to be replaced is in its slot again,
        unless a better one has come. Where nothing else is missing, it is where it was, and waits since when it did.

        `replaced`: the documents that had to make way, as they are known now.
        """
        wanted = list(dict.fromkeys(items))
        for index, item in enumerate(wanted):
            if item not in self.waiting.asked:
                raise NotAsked.at(f"/items/{index}", "Nobody asks for this any more.")
        for slot in (one for one in wanted if not is_pointer(one)):
            former = replaced.get(self.waiting.asked[slot] or UUID(int=0))
            present = self.documents.get(slot)
            if former is not None and former.state != "removed" and (present is None or present.state != "accepted"):
                self.documents = {**self.documents, slot: former}
                self.shows_others = True
        self.waiting = self.waiting.given(set(wanted))
        self.version += 1
        missing = self.lacks()
        self.events.append(
            RequestCancelled(**self._about, officer_id=officer_id, items=wanted, still_incomplete=bool(missing))
        )
        if missing:
            self.waiting = self.waiting.still(one.item for one in missing)
        else:
            self._complete(Step.COMPLETE, at, since=self.review.interrupted_from)

    def announce_closing(self, reason: str, officer_id: UUID, at: datetime) -> None:
        if self.closing is not None:
            raise ClosingAlreadyAnnounced(closes_on=self.closing.closes_on.isoformat())
        self.closing = Closing.announced(reason.strip(), at)
        self.version += 1
        self.events.append(ClosingAnnounced(**self._about, officer_id=officer_id, closes_on=self.closing.closes_on))

    def keep_open(self, officer_id: UUID) -> None:
        """The announcement is taken back. Where there is none: nothing happens."""
        if self.closing is not None:
            self.version += 1
        self._keep_open(officer_id)

    def close(self, at: datetime) -> None:
        """The announced day is over; `closing` stays, as what it was closed for."""
        self._become(Status.EXPIRED, Step.CLOSE)
        self.waiting = self.waiting.stopped(at)
        self._end_amendment("lapsed", at)
        self.version += 1
        self.events.append(ApplicationClosed(**self._about))

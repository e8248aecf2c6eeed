"""A member's corrections after the submission, and what becomes of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from services.applications.domain.amendment import Amendment, Change, State, changed_questions, patch_of
from services.applications.domain.documents import KnownDocument, require_fits
from services.applications.domain.filed import Filed
from services.applications.domain.form import Answers
from services.applications.domain.rules.check import Say, require_rules
from services.applications.domain.transitions import Step
from services.contracts.applications import (
    AmendmentLeavesGap,
    AmendmentRequested,
    AmendmentSettled,
    NothingToAmend,
    NotThatAmendment,
    PaperNotAccepted,
)
from services.contracts.calendar import day_in_paris
from services.contracts.refusals import FieldError


@dataclass(kw_only=True)
class Amended(Filed):
    ended_amendments: list[Amendment] = field(default_factory=list)
    """Since it was loaded; to be kept."""

    def amend(
        self, patch: Answers, papers: Mapping[str, KnownDocument], message: str, at: datetime, say: Say
    ) -> Amendment:
        """Takes the place of what waited before. The checks of form and rules hold; nothing changes until an officer
        says so."""
        changed = self.benefit.form.answered(self.answers, patch, day_in_paris(at))
        changes = changed_questions(self.benefit.form, self.answers, changed)
        self._require_no_gap(changed)
        self._require_rules_kept(changed, at, say)
        for slot, document in papers.items():
            known = self.documents.get(self.benefit.slot(slot).slot)
            require_fits(document, self.benefit.slot(slot), self.member_id, refused=self.waiting.asked.get(slot))
            if known is None or known.id != document.id:
                changes.append(Change(slot, str(known.id) if known else None, str(document.id)))
        if not changes:
            raise NothingToAmend
        self._end_amendment("replaced", at)
        self.amendment = Amendment.asked(changes, message, at)
        self.shows_others = self.shows_others or bool(papers)
        self.version += 1
        self.events.append(
            AmendmentRequested(**self._about, amendment_id=self.amendment.id, officer_id=self.review.claimed_by)
        )
        return self.amendment

    def settle(
        self,
        amendment_id: UUID,
        accept: Collection[str],
        reason: str | None,
        officer_id: UUID,
        papers: Mapping[UUID, KnownDocument],
        at: datetime,
        say: Say,
    ) -> None:
        """`accept`: the items that are taken over. `papers`: those of the amendment, as they are known now."""
        waiting = self.amendment
        if waiting is None or waiting.id != amendment_id:
            raise NotThatAmendment
        settled = waiting.settled(accept, reason, officer_id, at)
        taken = [one for one in waiting.changes if one.item in settled.accepted]
        self._take_over(taken, papers, at, say)
        self.amendment = None
        self.ended_amendments.append(settled)
        self.shows_others = self.shows_others or bool(waiting.papers)
        self.version += 1
        self.events.append(
            AmendmentSettled(
                **self._about, amendment_id=settled.id, officer_id=officer_id, outcome=settled.state, items=len(taken)
            )
        )
        missing = self.lacks()
        if self.status.is_open and missing:
            self._mark_incomplete(missing, Step.LACK, at)
        self._complete_if_nothing_is_missing(at)

    def _take_over(self, taken: list[Change], papers: Mapping[UUID, KnownDocument], at: datetime, say: Say) -> None:
        answers = [one for one in taken if one.is_answer]
        if answers:
            changed = self.benefit.form.answered(self.answers, patch_of(answers), day_in_paris(at))
            self._require_rules_kept(changed, at, say)
            self.answers = changed
            self.waiting = self.waiting.given({one.item for one in answers if one.new is not None})
        for one in taken:
            if one.is_answer:
                continue
            document = papers.get(UUID(one.new))
            if document is None or document.state != "accepted":
                raise PaperNotAccepted(f"It is {document.state if document else 'not there'}.")
            self.documents = {**self.documents, one.item: document}

    def _require_no_gap(self, changed: Answers) -> None:
        """A correction never leaves a question open that was answered, or one that it brings up."""
        before = set(self.benefit.form.missing(self.answers))
        if gaps := [one for one in self.benefit.form.missing(changed) if one not in before]:
            raise AmendmentLeavesGap(
                "A required question would be without an answer.",
                errors=tuple(FieldError(pointer=f"/answers{one}", detail="Required.", code="missing") for one in gaps),
            )

    def _require_rules_kept(self, changed: Answers, at: datetime, say: Say) -> None:
        """What was against a rule before is no reason to refuse the correction of something else."""
        before = {(one.rule, one.pointer) for one in self.assess(at).refusing}
        refusing = self.assess(at, changed).refusing
        require_rules([one for one in refusing if (one.rule, one.pointer) not in before], say)

    def _end_amendment(self, state: State, at: datetime) -> None:
        if self.amendment is not None:
            self.shows_others = self.shows_others or bool(self.amendment.papers)
            self.ended_amendments.append(self.amendment.ended(state, at))
            self.amendment = None

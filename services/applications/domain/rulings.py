"""All the decisions on one application, the appeal against the last, and the correction that waits."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from services.applications.domain.appeal import Appeal, AppealOutcome, last_day, require_in_time
from services.applications.domain.application import Application
from services.applications.domain.correction import Correction
from services.applications.domain.decision import Decision, Outcome, decide
from services.applications.domain.letter_code import new_code
from services.applications.domain.opening import require_settled
from services.applications.domain.status import Status
from services.applications.domain.transitions import Step
from services.contracts.applications import (
    AlreadyAppealed,
    AmountNotAllowed,
    AppealClaimed,
    AppealDecided,
    AppealIsOpen,
    AppealLodged,
    AppealReleased,
    CorrectionWaits,
    DecisionCorrected,
    DecisionKind,
    NoOpenAppeal,
    NotDecided,
    NothingChanges,
    PaidAlready,
    UnknownDecisionCorrection,
)
from services.contracts.language import LocalizedText


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """One decision, with what its letter says beside it."""

    number: int
    kind: DecisionKind
    decision: Decision
    by: tuple[UUID, ...]
    """Who took it: one officer, or the two who put one right."""
    benefit_name: LocalizedText
    appeal_until: date | None
    replaces: bool
    """It takes the place of those before; not where an appeal is dismissed."""
    before: datetime | None = None
    """When the decision was taken that it is about."""
    appealed_at: datetime | None = None
    id: UUID = field(default_factory=uuid4)
    code: str = field(default_factory=new_code)


@dataclass(kw_only=True)
class Rulings:
    """Of an application that is held until the end of the work."""

    application: Application
    ruled: list[Ruling] = field(default_factory=list)
    appeal: Appeal | None = None
    """The last one."""
    correction: Correction | None = None
    """The last one."""

    def __post_init__(self) -> None:
        """Whoever decided before decisions were kept, or by a version that does not keep them, took the first."""
        decided, officer = self.application.review.decision, self.application.review.claimed_by
        if not self.ruled and decided is not None:
            self._rule("decision", decided, (officer,) if officer else ())

    @property
    def last(self) -> Ruling:
        if not self.ruled:
            raise NotDecided
        return self.ruled[-1]

    @property
    def open_appeal(self) -> Appeal | None:
        return self.appeal if self.appeal and self.appeal.is_open else None

    @property
    def waiting_correction(self) -> Correction | None:
        return self.correction if self.correction and self.correction.waits else None

    @property
    def contested(self) -> Ruling | None:
        """The decision that the last appeal is against."""
        return next((one for one in self.ruled if self.appeal and one.id == self.appeal.ruling_id), None)

    @property
    def appeal_until(self) -> date | None:
        """Whether it is over by now is another question."""
        if not self.ruled or (self.appeal and self.appeal.ruling_id == self.last.id):
            return None
        return self.last.appeal_until

    # The member.

    def lodge(self, grounds: str, document_ids: list[UUID], at: datetime) -> Appeal:
        last = self.last
        if self.appeal_until is None:
            raise AlreadyAppealed
        require_in_time(self.appeal_until, at)
        application = self.application
        self.appeal = Appeal(
            application_id=application.id,
            ruling_id=last.id,
            grounds=grounds,
            document_ids=list(dict.fromkeys(document_ids)),
            lodged_at=at,
        )
        application.shows_others = application.shows_others or bool(document_ids)
        application.version += 1
        application.events.append(AppealLodged(**self._about, appeal_id=self.appeal.id))
        return self.appeal

    # Officers.

    def claim(self, officer_id: UUID) -> None:
        """Again by the same: nothing happens."""
        appeal = self._appeal()
        taken = appeal.claimed(officer_id, self.contested.by if self.contested else ())
        if taken != appeal:
            self.appeal = taken
            self.application.version += 1
            self.application.events.append(AppealClaimed(**self._about, appeal_id=appeal.id, officer_id=officer_id))

    def release(self) -> None:
        appeal = self._appeal()
        if appeal.claimed_by is not None:
            self.appeal = appeal.released()
            self.application.version += 1
            self.application.events.append(
                AppealReleased(**self._about, appeal_id=appeal.id, officer_id=appeal.claimed_by)
            )

    def decide_appeal(
        self, outcome: AppealOutcome, amount: Decimal | None, reason: str, officer_id: UUID, at: datetime
    ) -> None:
        """By who holds it. Upheld, it grants what was refused, or more than was granted."""
        appeal, last = self._appeal(), self.last
        if outcome == "upheld":
            granted = self._granted("approved", amount, reason, at)
            before = last.decision
            if before.outcome == "approved" and (granted.amount or 0) <= (before.amount or 0):
                raise NothingChanges.at("/amount", "An appeal that is upheld grants more than before.")
            self.application.replace_decision(granted, Step.UPHOLD)
        elif amount is not None:
            raise AmountNotAllowed.at("/amount", "An appeal that is dismissed grants nothing.")
        else:
            granted = replace(last.decision, reason=reason, decided_at=at)
        self.appeal = appeal.decided(outcome, reason, officer_id, at)
        self._rule("appeal", granted, (officer_id,), replaces=outcome == "upheld", appealed_at=appeal.lodged_at)
        if waiting := self.waiting_correction:
            self.correction = waiting.refused(officer_id, at)
        self.application.version += 1
        self.application.events.append(
            AppealDecided(**self._about, appeal_id=appeal.id, outcome=outcome, decided_at=at)
        )

    # Two people.

    def propose(
        self, outcome: Outcome, amount: Decimal | None, reason: str, proposed_by: UUID, at: datetime
    ) -> Correction:
        last = self.last
        self._require_correctable()
        if self.waiting_correction:
            raise CorrectionWaits
        wanted = self._granted(outcome, amount, reason, at)
        if (wanted.outcome, wanted.amount) == (last.decision.outcome, last.decision.amount):
            raise NothingChanges.at("/outcome", "It is what was decided.")
        self.correction = Correction(
            application_id=self.application.id,
            ruling_id=last.id,
            outcome=outcome,
            amount=wanted.amount,
            reason=reason,
            proposed_by=proposed_by,
            proposed_at=at,
        )
        return self.correction

    def confirm(self, correction_id: UUID, supervisor_id: UUID, at: datetime) -> Correction:
        proposed = self._proposed(correction_id)
        confirmed = proposed.confirmed(supervisor_id, at)
        self._require_correctable()
        decision = self._granted(proposed.outcome, proposed.amount, proposed.reason, at)
        self.application.replace_decision(decision, Step.CORRECT)
        self.correction = confirmed
        self._rule("correction", decision, (proposed.proposed_by, supervisor_id))
        self.application.version += 1
        self.application.events.append(DecisionCorrected(**self._about, outcome=decision.outcome, decided_at=at))
        return confirmed

    def refuse(self, correction_id: UUID, by: UUID, at: datetime) -> Correction:
        self.correction = self._proposed(correction_id).refused(by, at)
        return self.correction

    # Inside.

    @property
    def _about(self) -> dict[str, Any]:
        """What each event says first."""
        application, benefit = self.application, self.application.benefit
        return {
            "application_id": application.id,
            "member_id": application.member_id,
            "portal": benefit.portal,
            "benefit_code": benefit.code,
        }

    def _appeal(self) -> Appeal:
        if self.open_appeal is None:
            raise NoOpenAppeal
        return self.open_appeal

    def _proposed(self, correction_id: UUID) -> Correction:
        waiting = self.waiting_correction
        if waiting is None or waiting.id != correction_id:
            raise UnknownDecisionCorrection
        return waiting

    def _require_correctable(self) -> None:
        if self.application.status == Status.PAID:
            raise PaidAlready
        if self.open_appeal:
            raise AppealIsOpen

    def _granted(self, outcome: Outcome, amount: Decimal | None, reason: str, at: datetime) -> Decision:
        """What the rules say is kept and told; whoever judges an appeal or an error may decide against them, with the
        reason that they give."""
        application = self.application
        if outcome == "approved" and application.benefit.depends_on_quotient:
            require_settled(application.opening)
        return decide(outcome, amount, reason, application.assess(at), at)

    def _rule(
        self,
        kind: DecisionKind,
        decision: Decision,
        by: tuple[UUID, ...],
        *,
        replaces: bool = True,
        appealed_at: datetime | None = None,
    ) -> None:
        benefit = self.application.benefit
        self.ruled.append(
            Ruling(
                number=len(self.ruled) + 1,
                kind=kind,
                decision=decision,
                by=by,
                benefit_name=benefit.name,
                appeal_until=None if kind == "appeal" else last_day(decision.decided_at, benefit.appeal_months),
                replaces=replaces,
                before=self.ruled[-1].decision.decided_at if self.ruled else None,
                appealed_at=appealed_at,
            )
        )

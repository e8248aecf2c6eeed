"""What the rules and the scale of its benefit say of an application, and an officer's word against a rule."""

from abc import ABC, abstractmethod
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.applications.domain.applicant import Applicant
from services.applications.domain.assessment import Assessment
from services.applications.domain.benefit import Benefit
from services.applications.domain.form import Answers
from services.applications.domain.review import Review
from services.applications.domain.rules.check import Override, require_overridable
from services.applications.domain.rules.situation import Earlier, Situation
from services.applications.domain.scale import Estimate
from services.contracts.applications import ApplicationEvent, RuleOverridden
from services.contracts.calendar import day_in_paris


class Ruled(ABC):
    """The part of an Application that its rules look at."""

    benefit: Benefit
    applicant: Applicant
    answers: Answers
    created_at: datetime
    submitted_at: datetime | None
    earlier: tuple[Earlier, ...]
    review: Review
    version: int
    events: list[ApplicationEvent]

    @property
    @abstractmethod
    def quotient(self) -> Decimal | None: ...

    @property
    @abstractmethod
    def _about(self) -> dict[str, Any]: ...

    @property
    def estimate(self) -> Estimate:
        return self.assess(self.created_at).estimate

    def assess(self, at: datetime, answers: Answers | None = None) -> Assessment:
        """Its day of submission is that of `at`, until it is submitted. `answers`: others than its own."""
        return self.benefit.assess(self.situation(at, answers), self.quotient, self.review.overrides)

    def situation(self, at: datetime, answers: Answers | None = None) -> Situation:
        return Situation(
            form=self.benefit.form,
            answers=self.answers if answers is None else answers,
            facts=self.applicant.facts,
            started=day_in_paris(self.created_at),
            submitted=day_in_paris(self.submitted_at or at),
            earlier=self.earlier,
        )

    def override(self, rule: str, reason: str, officer_id: UUID, at: datetime) -> None:
        """A rule that blocks it, and that the benefit lets an officer decide against; again: nothing happens."""
        if rule in self.review.overrides:
            return
        check = require_overridable(rule, self.assess(at).blocking)
        override = Override(officer_id, reason.strip(), at)
        self.review = replace(self.review, overrides={**self.review.overrides, rule: override})
        self.version += 1
        self.events.append(RuleOverridden(**self._about, officer_id=officer_id, rule=rule, kind=check.kind))

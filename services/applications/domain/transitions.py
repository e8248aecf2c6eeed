"""The state machine, as one table: what an application may become, by which step. Whatever is not in it is refused as a
mistake of ours; the drawing in the README is made from it."""

from dataclasses import dataclass
from enum import StrEnum

from services.applications.domain.status import Status


class Step(StrEnum):
    """By the words of the drawing."""

    START = "StartApplication"
    SUBMIT = "SubmitApplication"
    CLAIM = "ClaimApplication"
    REASSIGN = "ReassignApplication"
    RELEASE = "ReleaseApplication, absence, the officer left"
    REQUEST = "RequestItems"
    LACK = "a document was rejected or removed, or an amendment leaves a gap"
    COMPLETE = "the last missing item is there, or is no longer asked for"
    DECIDE = "DecideApplication"
    UPHOLD = "DecideAppeal, upheld"
    CORRECT = "ConfirmDecisionCorrection"
    WITHDRAW = "WithdrawApplication"
    EXPIRE = "the deadline passed"
    CLOSE = "the announced closing came"


@dataclass(frozen=True, slots=True)
class Transition:
    source: Status | None
    step: Step
    target: Status
    when: str = ""
    """Where the same step leads to several."""


TABLE: tuple[Transition, ...] = (
    Transition(None, Step.START, Status.DRAFT),
    Transition(Status.DRAFT, Step.SUBMIT, Status.SUBMITTED, "nothing missing"),
    Transition(Status.DRAFT, Step.SUBMIT, Status.INCOMPLETE, "something missing"),
    Transition(Status.DRAFT, Step.WITHDRAW, Status.WITHDRAWN),
    Transition(Status.DRAFT, Step.EXPIRE, Status.EXPIRED),
    Transition(Status.SUBMITTED, Step.CLAIM, Status.UNDER_REVIEW),
    Transition(Status.SUBMITTED, Step.REASSIGN, Status.UNDER_REVIEW),
    Transition(Status.SUBMITTED, Step.LACK, Status.INCOMPLETE),
    Transition(Status.SUBMITTED, Step.WITHDRAW, Status.WITHDRAWN),
    Transition(Status.INCOMPLETE, Step.COMPLETE, Status.SUBMITTED, "nobody has it"),
    Transition(Status.INCOMPLETE, Step.COMPLETE, Status.UNDER_REVIEW, "an officer has it"),
    Transition(Status.INCOMPLETE, Step.WITHDRAW, Status.WITHDRAWN),
    Transition(Status.INCOMPLETE, Step.CLOSE, Status.EXPIRED),
    Transition(Status.UNDER_REVIEW, Step.RELEASE, Status.SUBMITTED),
    Transition(Status.UNDER_REVIEW, Step.REQUEST, Status.INCOMPLETE),
    Transition(Status.UNDER_REVIEW, Step.LACK, Status.INCOMPLETE),
    Transition(Status.UNDER_REVIEW, Step.DECIDE, Status.APPROVED),
    Transition(Status.UNDER_REVIEW, Step.DECIDE, Status.REJECTED),
    Transition(Status.UNDER_REVIEW, Step.WITHDRAW, Status.WITHDRAWN),
    Transition(Status.APPROVED, Step.UPHOLD, Status.APPROVED, "more is granted"),
    Transition(Status.APPROVED, Step.CORRECT, Status.APPROVED, "another amount"),
    Transition(Status.APPROVED, Step.CORRECT, Status.REJECTED),
    Transition(Status.REJECTED, Step.UPHOLD, Status.APPROVED),
    Transition(Status.REJECTED, Step.CORRECT, Status.APPROVED),
)
_ALLOWED = frozenset((one.source, one.step, one.target) for one in TABLE)


class IllegalTransition(Exception):
    """No guard stood before it."""


def require_transition(source: Status, step: Step, target: Status) -> None:
    if (source, step, target) not in _ALLOWED:
        raise IllegalTransition(f"{source} does not become {target} by: {step}")

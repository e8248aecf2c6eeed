"""Where an application is: its line of steps, and the present one in words."""

from dataclasses import dataclass
from typing import NamedTuple

from gateway.pages.texts import Texts
from services.contracts.applications import ApplicationView, MissingDocumentView

STEPS = ("draft", "submitted", "under_review", "decided", "paid")
SENT = 1
AT = {
    "draft": 0,
    "submitted": 1,
    "incomplete": 1,
    "under_review": 2,
    "approved": 3,
    "rejected": 3,
    "paid": 4,
    "withdrawn": 1,
    "expired": 0,
}
ENDED_WITHOUT_PAYMENT = {"rejected", "withdrawn", "expired"}


@dataclass(frozen=True)
class Progress:
    steps: list[str]
    at: int
    sentence: str
    waits_for_checks: bool
    """Nothing is left to the member: the documents that are there are being checked."""


class Step(NamedTuple):
    number: int
    of: int
    name: str


def how_far(status: str) -> Step:
    """For the gauge of a card: the present one of the steps, counted from one."""
    at = AT.get(status, SENT)
    return Step(at + 1, len(STEPS), STEPS[at])


def progress(application: ApplicationView, texts: Texts) -> Progress:
    steps = STEPS[:-1] if application.status in ENDED_WITHOUT_PAYMENT else STEPS
    checking = [
        each for each in application.missing if isinstance(each, MissingDocumentView) and each.state == "checking"
    ]
    waits_for_checks = bool(checking) and len(checking) == len(application.missing)
    key = (
        "progress.checking"
        if application.status == "incomplete" and waits_for_checks
        else f"progress.{application.status}"
    )
    at = AT.get(application.status, SENT)  # a status that only a newer service knows comes after the draft
    return Progress([texts.t(f"step.{step}") for step in steps], at, texts.t(key), waits_for_checks)

"""A draft's answers, saved from a page that may be older than they are."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from gateway.pages.answers import reject_answers
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.merging import Choices, Merged, merge, read
from gateway.pages.questions import Question
from services.contracts.applications import ApplicationView, BadAnswers, BenefitView, GetApplication, SaveAnswers
from services.contracts.pointers import steps_of
from services.contracts.refusals import StaleVersion

TRIES = 4
"""Somebody who changes the same draft without a pause elsewhere does not hold this window up for ever."""


@dataclass(frozen=True)
class Kept:
    application: ApplicationView
    merged: Merged
    """What else the page is to show: answers changed elsewhere, and those changed on both sides."""


async def keep_answers(
    page: PageContext,
    application_id: UUID,
    benefit: BenefitView,
    form: Form,
    typed: dict[str, Any],
    asked: list[Question],
) -> Kept:
    """Saves only what was changed here, over whatever was changed elsewhere. What cannot be kept becomes an error of
    `form`, and the rest is kept."""
    seen, version = read(form.value("seen")), _version(form)
    found: ApplicationView | None = None
    if seen is None or version is None:
        found = await page.ask(GetApplication(application_id=application_id))
        seen, version = found.answers if seen is None else seen, found.version
    refused: set[str] = set()
    merged = Merged()
    for attempt in range(TRIES):
        merged = merge(benefit.form, seen, typed, found.answers if found else seen, Choices.of(form))
        patch = {name: answer for name, answer in merged.patch.items() if name not in refused}
        if not patch:
            break
        save = SaveAnswers(application_id=application_id, answers=patch, expected_version=version)
        try:
            found = await page.ask(save, step=f"answers{attempt or ''}")
        except StaleVersion:
            found = await page.ask(GetApplication(application_id=application_id))
            version = found.version
        except BadAnswers as bad:
            reject_answers(form, bad, asked, page.texts)
            wrong = {step for error in bad.errors for step in steps_of(error.pointer)[1:2]}
            if not wrong & patch.keys():
                break
            refused |= wrong
        else:
            return Kept(found, merged)
    else:
        raise StaleVersion
    if found is None:
        found = await page.ask(GetApplication(application_id=application_id))
        merged = merge(benefit.form, seen, typed, found.answers, Choices.of(form))
    return Kept(found, merged)


def _version(form: Form) -> int | None:
    text = form.value("expected_version")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None

"""How far a draft is, section by section, and whether it is more than a screen."""

from dataclasses import dataclass

from gateway.pages.questions import Question, leaves
from services.contracts.applications import ApplicationView, BenefitView, MissingAnswerView

A_SCREEN = 5
"""Questions and documents that a phone shows without losing sight of the first."""


@dataclass(frozen=True)
class Section:
    """`key`: also where it is on the page."""

    key: str
    done: int
    of: int


def sections(benefit: BenefitView, found: ApplicationView, asked: list[Question]) -> list[Section]:
    answers = {each.answer.split("/")[1] for each in found.missing if isinstance(each, MissingAnswerView)}
    documents = len(found.missing) - sum(isinstance(each, MissingAnswerView) for each in found.missing)
    required = sum(question.required and _is_shown(question, asked) for question in asked)
    slots = sum(slot.required for slot in benefit.required_documents)
    every = (Section("answers", required - len(answers), required), Section("documents", slots - documents, slots))
    return [section for section in every if section.of > 0]


def is_long(benefit: BenefitView, asked: list[Question]) -> bool:
    return len(list(leaves(asked))) + len(benefit.required_documents) > A_SCREEN


def _is_shown(question: Question, asked: list[Question]) -> bool:
    if question.shown_if is None:
        return True
    found = next((each.value for each in leaves(asked) if each.name == question.shown_if["name"]), "")
    return bool(found == question.shown_if["equals"])

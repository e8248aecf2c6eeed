"""What an application still lacks."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.applications.domain.benefit import Benefit
from services.applications.domain.documents import KnownDocument
from services.applications.domain.rules.conditions import is_required
from services.applications.domain.rules.situation import Situation
from services.applications.domain.waiting import Asked
from services.contracts.base import Open
from services.contracts.documents import DocumentState
from services.contracts.pointers import is_pointer


@dataclass(frozen=True, slots=True)
class Missing:
    item: str
    """A slot, or the pointer of an answer (it starts with a slash)."""
    state: Open[DocumentState] | None = None
    """Of the document that is there but has not passed its checks."""
    asked_by_officer: bool = False

    @property
    def is_answer(self) -> bool:
        return is_pointer(self.item)


def checklist(
    benefit: Benefit, situation: Situation, documents: Mapping[str, KnownDocument], asked: Asked
) -> list[Missing]:
    answers = situation.answers
    unanswered = benefit.form.missing(answers)
    asked_answers = [
        item for item in asked if is_pointer(item) and item not in unanswered and benefit.form.asks(item, answers)
    ]
    missing = [Missing(item, asked_by_officer=item in asked) for item in [*unanswered, *asked_answers]]
    for slot in benefit.required_documents:
        document = documents.get(slot.slot)
        state = document.state if document else None
        if state != "accepted" and (is_required(slot, situation) or slot.slot in asked):
            missing.append(Missing(slot.slot, state, asked_by_officer=slot.slot in asked))
    return missing

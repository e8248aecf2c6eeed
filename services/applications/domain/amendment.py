"""What a member would have changed after the submission: officers see it beside the file, and take it over or not."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal
from uuid import UUID, uuid4

from services.applications.domain.form import Answers, Form
from services.applications.domain.pointers import ABSENT, differences, resolve
from services.contracts.applications import ReasonRequired, UnknownItem
from services.contracts.pointers import is_pointer, pointer_to, steps_of

State = Literal["waiting", "accepted", "partly_accepted", "refused", "replaced", "lapsed"]
"""Lapsed: the application ended before an officer answered."""


@dataclass(frozen=True, slots=True)
class Change:
    item: str
    """A slot, or the pointer of a question; a list is one question."""
    old: Any
    new: Any
    """None: no answer. In a slot: the id of a document, as a text."""

    @property
    def is_answer(self) -> bool:
        return is_pointer(self.item)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    changes: tuple[Change, ...]
    message: str
    asked_at: datetime
    id: UUID
    state: State = "waiting"
    accepted: tuple[str, ...] = ()
    reason: str | None = None
    decided_at: datetime | None = None
    decided_by: UUID | None = None

    @classmethod
    def asked(cls, changes: Iterable[Change], message: str, at: datetime) -> "Amendment":
        return cls(id=uuid4(), changes=tuple(changes), message=message.strip(), asked_at=at)

    def ended(self, state: State, at: datetime) -> "Amendment":
        return replace(self, state=state, decided_at=at)

    def settled(self, accept: Collection[str], reason: str | None, officer_id: UUID, at: datetime) -> "Amendment":
        """`accept`: of its items; the others are refused, with a reason."""
        items = [one.item for one in self.changes]
        for index, item in enumerate(accept):
            if item not in items:
                raise UnknownItem.at(f"/accept/{index}", "Not an item of this request.")
        reason = (reason or "").strip() or None
        taken = tuple(item for item in items if item in accept)
        if len(taken) < len(items) and reason is None:
            raise ReasonRequired.at("/reason", "What is refused has a reason.", rule="reason_for_refusing")
        state: State = "accepted" if len(taken) == len(items) else "partly_accepted" if taken else "refused"
        return replace(self, state=state, accepted=taken, reason=reason, decided_at=at, decided_by=officer_id)

    @property
    def papers(self) -> list[UUID]:
        return papers_of(self.changes)


def papers_of(changes: Iterable[Change]) -> list[UUID]:
    return [UUID(one.new) for one in changes if not one.is_answer]


def changed_questions(form: Form, old: Answers, new: Answers) -> list[Change]:
    found = dict.fromkeys(_question(form, pointer) for pointer in differences(old, new))
    return [Change(one, _answer(one, old), _answer(one, new)) for one in found]


def patch_of(changes: Iterable[Change]) -> Answers:
    """A merge patch."""
    patch: Answers = {}
    for change in changes:
        *sections, name = steps_of(change.item)
        inner = patch
        for section in sections:
            inner = inner.setdefault(section, {})
        inner[name] = change.new
    return patch


def _question(form: Form, pointer: str) -> str:
    """The list that it is in, where it is in one."""
    steps = steps_of(pointer)
    for depth in range(1, len(steps) + 1):
        part = pointer_to(steps[:depth])
        if (form.field(part) or {}).get("type") == "array":
            return part
    return pointer


def _answer(pointer: str, answers: Answers) -> Any:
    found = resolve(pointer, answers)
    return None if found is ABSENT else found

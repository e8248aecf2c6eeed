"""Which last days a member is to have in mind: of what they began, and of what they could still ask for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import NAMESPACE_URL, UUID, uuid5

from services.applications.domain.benefit import Benefit
from services.applications.domain.radar import Prospect
from services.applications.domain.status import Status


@dataclass(frozen=True, slots=True)
class Deadline:
    uid: UUID
    kind: Literal["draft", "incomplete", "unused"]
    benefit: Benefit
    day: date
    application_id: UUID | None


def deadlines(member_id: UUID, prospects: Iterable[Prospect], today: date) -> list[Deadline]:
    """The nearest first. What is asked for when something happens waits for no day of the calendar."""
    found = [_deadline(member_id, one, one.benefit.closes_on) for one in prospects if one.benefit.closes_on]
    return sorted((one for one in found if one and one.day >= today), key=lambda one: (one.day, one.benefit.code))


def _deadline(member_id: UUID, found: Prospect, day: date) -> Deadline | None:
    benefit = found.benefit
    uid = uuid5(NAMESPACE_URL, f"deadline:{member_id}:{benefit.code}:{benefit.opens_on}")
    if found.asked is None:
        return Deadline(uid, "unused", benefit, day, None) if found.eligible and not found.on_event else None
    match found.asked.status:
        case Status.DRAFT:
            return Deadline(uid, "draft", benefit, day, found.asked.id)
        case Status.INCOMPLETE:
            return Deadline(uid, "incomplete", benefit, day, found.asked.id)
    return None

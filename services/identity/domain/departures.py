"""A departure that an establishment declares, until the member tells where they work now or it is withdrawn."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from services.contracts.actor import Actor, Role
from services.contracts.base import Event
from services.contracts.identity import DepartureDeclared
from services.contracts.identity.departures import DepartureState
from services.contracts.identity.refusals import (
    DepartureAlreadyDeclared,
    DepartureDateOutOfRange,
    DepartureOver,
    NotOneOfYours,
    UnknownDeparture,
)
from services.identity.domain.accounts import Account
from services.identity.domain.establishments import Establishment

MOST_BACK = timedelta(days=366)
MOST_AHEAD = timedelta(days=90)
"""A notice period is known that long before."""


@dataclass(slots=True)
class Departure:
    id: UUID
    member_id: UUID
    establishment_id: UUID
    left_on: date
    declared_by: UUID
    declared_at: datetime
    state: DepartureState = "declared"
    ended_at: datetime | None = None
    events: list[Event] = field(default_factory=list)

    def declared(self) -> None:
        self.events.append(DepartureDeclared(departure_id=self.id, member_id=self.member_id))

    def require_within_reach_of(self, actor: Actor, callers: frozenset[Role], region: str) -> None:
        """`region`: of the establishment."""
        if not actor.may_at(self.establishment_id, callers, region):
            raise UnknownDeparture("There is no such departure.")

    def withdraw(self, now: datetime) -> None:
        if self.state != "declared":
            raise DepartureOver(f"This departure is {self.state}.", state=self.state)
        self.state, self.ended_at = "withdrawn", now

    def follow(self, now: datetime) -> None:
        self.state, self.ended_at = "followed", now


def require_member_within_reach(
    member: Account | None, place: Establishment | None, actor: Actor, callers: frozenset[Role]
) -> tuple[Account, UUID]:
    """With where they work. A number of another establishment, of nobody, or not told yet: the same answer."""
    if member is None or Role.MEMBER not in member.roles or member.communicated_at is None or place is None:
        raise _not_one_of_yours()
    if not actor.may_at(place.id, callers, place.region):
        raise _not_one_of_yours()
    return member, place.id


def _not_one_of_yours() -> NotOneOfYours:
    return NotOneOfYours.at("/cgos_number", "No member of your establishments has this number.")


def require_plausible_day(left_on: date, today: date) -> None:
    first, last = today - MOST_BACK, today + MOST_AHEAD
    if not first <= left_on <= last:
        detail = f"A departure can be declared from {first} to {last}."
        raise DepartureDateOutOfRange.at("/left_on", detail, first=first, last=last)


def require_not_declared(member: Account) -> None:
    if member.departed_on is not None:
        raise DepartureAlreadyDeclared.at("/cgos_number", "Their departure is declared already.")

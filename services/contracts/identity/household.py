"""The household."""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from services.contracts.actor import MEMBERS
from services.contracts.base import Command, Message, Open, Query, View
from services.contracts.identity.fields import Name
from services.contracts.identity.refusals import (
    HouseholdDateOutOfRange,
    ImplausibleBirthDate,
    ImplausibleChildren,
    ImplausibleParts,
)


class Partner(Message):
    given_name: Name | None = None
    birth_date: date | None = None


class Child(Message):
    given_name: Name | None = None
    birth_date: date
    disabled: bool = False


class HouseholdView(View):
    family_situation: Open[Literal["single", "couple", "separated", "widowed"]] | None
    partner: Partner | None
    children: list[Child]
    parts: Decimal
    version: int
    holds_from: date | None = None
    """The day from which it is so; None where that was never told."""


class GetHousehold(Query[HouseholdView]):
    callers = MEMBERS
    on: date | None = None
    """As it was on that day; absent, as it is."""


class PutHousehold(Command[HouseholdView]):
    callers = MEMBERS
    refuses = (ImplausibleBirthDate, ImplausibleChildren, ImplausibleParts, HouseholdDateOutOfRange)
    family_situation: Literal["single", "couple", "separated", "widowed"] | None = None
    partner: Partner | None = None
    children: list[Child] = Field(default_factory=list, max_length=20)
    parts: Decimal = Field(default=Decimal(1), ge=1, le=20, multiple_of=0.25)
    expected_version: int | None = None
    from_date: date | None = None
    """Since when it is so; absent, today. What was so before is kept."""

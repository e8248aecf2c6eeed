"""The household and the rights of a year."""

from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.actor import MEMBERS
from services.contracts.base import Command, Instant, Message, Open, Page, PageQuery, Query, View
from services.contracts.identity.fields import Name
from services.contracts.identity.refusals import ImplausibleBirthDate, YearNotOpen


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


class GetHousehold(Query[HouseholdView]):
    callers = MEMBERS


class PutHousehold(Command[HouseholdView]):
    callers = MEMBERS
    refuses = (ImplausibleBirthDate,)
    family_situation: Literal["single", "couple", "separated", "widowed"] | None = None
    partner: Partner | None = None
    children: list[Child] = Field(default_factory=list, max_length=20)
    parts: Decimal = Field(default=Decimal(1), ge=1, le=20, multiple_of=0.25)
    expected_version: int | None = None


class RightsView(View):
    year: int
    quotient: Decimal | None
    """Euros; (reference tax income / 12 + monthly family allowances) / parts. None: not opened with an income."""
    reference_tax_income: Decimal | None
    monthly_family_allowances: Decimal | None
    parts: Decimal
    explanation: str
    opened_at: Instant


class ListRights(PageQuery[Page[RightsView]]):
    callers = MEMBERS


class OpenRights(Command[RightsView]):
    """Once a year, with the tax notice; sending it again for the same year replaces the figures."""

    callers = MEMBERS
    refuses = (YearNotOpen,)
    year: int = Field(ge=2000, le=2100)
    reference_tax_income: Decimal | None = Field(default=None, ge=0, le=9_999_999, decimal_places=2)
    monthly_family_allowances: Decimal = Field(default=Decimal(0), ge=0, le=99_999, decimal_places=2)
    tax_notice_document_id: UUID | None = None

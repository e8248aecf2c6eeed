"""Everything that a member could ask for, and why or why not."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.actor import MEMBERS
from services.contracts.applications.applications import MissingAnswerView, MissingDocumentView
from services.contracts.applications.benefits import BenefitCategory, EstimateView
from services.contracts.base import Open, Query, View


class RadarItemView(View):
    kind: Open[Literal["benefit", "offer"]]
    code: str
    title: str
    summary: str
    category: Open[BenefitCategory]
    eligible: bool
    """It is open, and nothing that is known of the member speaks against it."""
    on_event: bool
    """It is asked for when something happens, which no file tells beforehand."""
    reasons: list[str]
    """Why or why not, a sentence each."""
    closes_on: date | None
    estimate: EstimateView | None
    """For all of the household who count."""
    missing: list[MissingDocumentView | MissingAnswerView]
    """Of the application that is there; else the papers asked for of which the member has none that was checked."""
    application_id: UUID | None
    """The one of this period, under way or decided."""
    held: list[str] = Field(default_factory=list)
    """Of the papers asked for, those that they have already, checked."""


class RadarView(View):
    items: list[RadarItemView]


class GetRadar(Query[RadarView]):
    """Those of the caller's portal, first what can be asked for now and ends soonest."""

    callers = MEMBERS
    code: str | None = Field(default=None, max_length=80)
    """That benefit alone; none where there is no such benefit."""

"""Benefits as they are published: form, documents asked for, dates, and the scale that gives the amount."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from services.contracts.actor import APPLICANTS, MEMBERS, Role
from services.contracts.acts import Act
from services.contracts.applications.refusals import (
    AnswersTooLarge,
    BadAnswers,
    BadBenefit,
    BadForm,
    BadScale,
    CaseFails,
    UnknownBenefit,
)
from services.contracts.applications.rules import Case, CheckView, RequiredIf, Rule
from services.contracts.base import Command, Message, Money, Open, Page, PageQuery, Portal, Query, View
from services.contracts.documents import MAX_BYTES, ContentType, DocumentKind
from services.contracts.language import LocalizedText

BenefitCategory = Literal["family", "life_event", "hardship", "holidays", "childhood", "retirement"]
Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{1,60}$")]
Slot = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]{0,60}$")]
Amount = Annotated[Decimal, Field(ge=0, max_digits=10, decimal_places=2)]


class Tier(Message):
    """`amount` up to and including a quotient of `up_to` euros."""

    up_to: Amount
    amount: Amount


class Scale(Message):
    """How an amount follows from the quotient and the answers.

    tiered: the tier of the quotient, `above` past the last one, the lowest amount where the quotient is unknown;
    times the answer at `quantity` (a number, or how many of a list count), `quantity_at_most` times.
    flat: `amount`, times `quantity`.
    share: `percent` of the answer at `base` (euros).
    discretionary: the officer decides, up to `cap`.
    Whatever the kind, never more than `cap`.
    """

    version: str = Field(min_length=1, max_length=60)
    kind: Literal["tiered", "flat", "share", "discretionary"]
    tiers: list[Tier] = Field(default_factory=list, max_length=30)
    above: Amount | None = None
    amount: Amount | None = None
    percent: Annotated[Decimal, Field(gt=0, le=100)] | None = None
    quantity: str | None = Field(default=None, max_length=200)
    """JSON pointer into the answers."""
    quantity_at_most: Annotated[int, Field(ge=1, le=1000)] | None = None
    """1: once a household, however many count."""
    base: str | None = Field(default=None, max_length=200)
    cap: Amount | None = None
    in_force_from: date
    illustrative: bool = True
    """Invented, or not taken from a published scale; shown wherever the amount is."""
    source: LocalizedText | None = None


class RequiredDocument(Message):
    slot: Slot
    kind: DocumentKind
    label: LocalizedText
    content_types: list[ContentType] = Field(
        default=["application/pdf", "image/jpeg", "image/png"], min_length=1, max_length=3
    )
    max_bytes: int = Field(default=10 * 1024 * 1024, gt=0, le=MAX_BYTES)
    required: bool = True
    required_if: list[RequiredIf] = Field(default_factory=list, max_length=10)
    """Asked for where one of these holds, and not otherwise; then `required` says nothing."""


class TierView(View):
    up_to: Money
    amount: Money


class ScaleView(View):
    version: str
    kind: Open[Literal["tiered", "flat", "share", "discretionary"]]
    tiers: list[TierView]
    above: Money | None
    amount: Money | None
    percent: Decimal | None
    cap: Money | None
    in_force_from: date
    illustrative: bool
    source: str | None
    quantity: str | None = None
    """JSON pointer into the answers: what the amount is multiplied by."""
    quantity_at_most: int | None = None


class RequiredDocumentView(View):
    slot: str
    kind: Open[DocumentKind]
    label: str
    content_types: list[Open[ContentType]]
    max_bytes: int
    required: bool
    conditional: bool = False
    """It depends on the answers: an application says by `missing` whether it is asked for."""


class DelayView(View):
    """Days from complete to decided, over the last year's decisions, without the time spent waiting for the member."""

    p50_days: int
    p90_days: int


class BenefitSummaryView(View):
    code: str
    name: str
    summary: str
    portal: Open[Portal]
    category: Open[BenefitCategory]
    opens_on: date
    closes_on: date | None
    open: bool
    usual_delay: DelayView | None
    reopens_on: date | None = None
    """Once it has closed; None: not known yet."""


class BenefitView(BenefitSummaryView):
    form: dict[str, Any]
    required_documents: list[RequiredDocumentView]
    scale: ScaleView


class ListBenefits(PageQuery[Page[BenefitSummaryView]]):
    """Those of the caller's portal, of which a survivor has those for survivors; officers and the catalogue: all."""

    callers = APPLICANTS | {Role.CATALOGUE, Role.OFFICER}
    category: BenefitCategory | None = None


class GetBenefit(Query[BenefitView]):
    callers = APPLICANTS | {Role.CATALOGUE, Role.OFFICER}
    refuses = (UnknownBenefit,)
    code: str = Field(max_length=80)


class EstimateView(View):
    """An amount and how it came about. `amount` is None where it is the officer's to decide."""

    amount: Money | None
    quotient: Decimal | None
    """None: unknown, hence the lowest amount."""
    tier: TierView | None
    unit_amount: Money | None
    quantity: Decimal | None
    cap: Money | None
    capped: bool
    scale_version: str
    illustrative: bool
    explanation: str
    checks: list[CheckView] = Field(default_factory=list)
    """Where answers are estimated: what the rules say of them."""


class EstimateBenefit(Query[EstimateView]):
    callers = MEMBERS
    refuses = (UnknownBenefit, BadAnswers, AnswersTooLarge)
    long_texts = frozenset({"answers"})
    code: str = Field(max_length=80)
    answers: dict[str, Any]


class PublishBenefit(Command[BenefitView]):
    """A known code replaces what it said before; applications already submitted keep the form they answered."""

    callers = frozenset({Role.CATALOGUE})
    refuses = (BadBenefit, BadForm, BadScale, CaseFails)
    act = Act(name="benefit_published", to="benefit", named_by="code", on_file=False)
    long_texts = frozenset({"summary", "form"})
    code: Code
    portal: Portal
    name: LocalizedText
    summary: LocalizedText
    category: BenefitCategory
    form: dict[str, Any]
    """JSON Schema of the answers; every text may be {"fr", "en"}; one complete example under `examples`.

    Fields are shown in the order of `properties`; a condition is `"x-shown-if": {"pointer": "/kind", "equals": "x"}`.
    """
    required_documents: list[RequiredDocument] = Field(max_length=20)
    opens_on: date
    closes_on: date | None = None
    reopens_on: date | None = None
    """The next time, where it is known already."""
    appeal_months: int = Field(default=2, ge=1, le=24)
    """From the day on which a decision is told: until the end of the day of that number, a decision can be appealed
    against."""
    scale: Scale
    rules: list[Rule] = Field(default_factory=list, max_length=40)
    cases: list[Case] = Field(default_factory=list, max_length=60)
    """Tried first: `case-fails` where one comes to something else."""
    in_force_from: date | None = None
    """Applications begun from that day on follow this version, and those begun before the one that they were begun
    with. None: from today."""


class PublishScale(Command[BenefitView]):
    """A new version of the benefit, in force from the day of the scale; what was begun before keeps the one that it was
    begun with. The cases, which tell the amounts of the one before, are not tried."""

    callers = frozenset({Role.CATALOGUE})
    refuses = (UnknownBenefit, BadScale)
    act = Act(name="scale_published", to="benefit", named_by="benefit_code", on_file=False)
    benefit_code: Code
    scale: Scale

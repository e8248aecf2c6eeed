"""A benefit as an application sees it: dates and scale of today, form and documents of the day it was started."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from services.applications.domain.form import Answers, Form
from services.applications.domain.scale import Estimate, estimate
from services.contracts.applications import (
    BadBenefit,
    BenefitCategory,
    BenefitClosed,
    BenefitPublished,
    DeadlinePassed,
    RequiredDocument,
    Scale,
    UnknownSlot,
)
from services.contracts.base import Portal
from services.contracts.calendar import day_in_paris
from services.contracts.language import LocalizedText


@dataclass(frozen=True, slots=True)
class Benefit:
    code: str
    portal: Portal
    name: LocalizedText
    summary: LocalizedText
    category: BenefitCategory
    form: Form
    required_documents: tuple[RequiredDocument, ...]
    opens_on: date
    closes_on: date | None
    scale: Scale
    reopens_on: date | None = None
    appeal_months: int = 2
    revision: int = 0
    """Counts the forms published under this code, from 1; 0 until it is kept."""

    def is_open(self, on: datetime) -> bool:
        today = day_in_paris(on)
        return self.opens_on <= today and (self.closes_on is None or today <= self.closes_on)

    def require_open(self, on: datetime) -> None:
        if day_in_paris(on) < self.opens_on:
            raise BenefitClosed(f"Opens on {self.opens_on}.", opens_on=self.opens_on.isoformat())
        if not self.is_open(on):
            raise DeadlinePassed(f"Closed since the end of {self.closes_on}.", closes_on=str(self.closes_on))

    def require_coherent(self) -> None:
        slots = [document.slot for document in self.required_documents]
        if len(slots) != len(set(slots)):
            raise BadBenefit.at("/required_documents", "Each document has a slot of its own.", rule="slot_twice")
        if self.closes_on is not None and self.closes_on < self.opens_on:
            raise BadBenefit.at("/closes_on", "It closes after it opens.", rule="closes_before_opening")
        if self.reopens_on is not None and (self.closes_on is None or self.reopens_on <= self.closes_on):
            raise BadBenefit.at("/reopens_on", "It opens again after it closed.", rule="reopens_before_closing")

    def published(self) -> BenefitPublished:
        return BenefitPublished(benefit_code=self.code, portal=self.portal, scale_version=self.scale.version)

    def slot(self, name: str) -> RequiredDocument:
        for document in self.required_documents:
            if document.slot == name:
                return document
        raise UnknownSlot("This benefit asks for no such document.")

    def has_item(self, item: str) -> bool:
        """A slot, or the pointer of a question."""
        return item in {document.slot for document in self.required_documents} or self.form.field(item) is not None

    @property
    def depends_on_quotient(self) -> bool:
        return self.scale.kind == "tiered"

    def estimate(self, answers: Answers, quotient: Decimal | None, on: date) -> Estimate:
        """`on`: the day on which ages are counted."""
        return estimate(self.scale, self.form.counted(answers, on), quotient)

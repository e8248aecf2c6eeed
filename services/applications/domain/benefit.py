"""A version of a benefit. An application keeps the one that it was begun with: form, documents, rules, scale, dates."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from services.applications.domain.assessment import Assessment, assess
from services.applications.domain.form import Form
from services.applications.domain.rules.check import Overrides
from services.applications.domain.rules.situation import Situation
from services.applications.domain.rules.words import rules_of
from services.contracts.applications import (
    BadBenefit,
    BenefitCategory,
    BenefitClosed,
    BenefitPublished,
    Case,
    DeadlinePassed,
    RequiredDocument,
    Rule,
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
    """Counts the versions published under this code, from 1; 0 until it is kept."""
    rules: tuple[Rule, ...] = ()
    cases: tuple[Case, ...] = ()
    in_force_from: date | None = None
    """Applications begun from that day on follow this version. None: the version before published it, or today."""

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

    @property
    def all_rules(self) -> tuple[Rule, ...]:
        """With what its form says in the words of before there were rules."""
        return (*rules_of(self.form), *self.rules)

    def assess(self, situation: Situation, quotient: Decimal | None, overrides: Overrides | None = None) -> Assessment:
        return assess(self.scale, self.all_rules, situation, quotient, overrides)

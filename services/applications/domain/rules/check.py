"""What one rule found in an application, as it is kept and as a sentence is made of it in any language."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from services.contracts.applications import RuleKind
from services.contracts.base import Open

Outcome = Literal["ok", "warning", "blocking"]
Fact = Any
"""A text or a number, a list of them, a text by language, or a figure of those below."""


def day(value: date) -> Fact:
    return {"day": value.isoformat()}


def amount(value: Decimal) -> Fact:
    return {"euros": str(value)}


def period(*, months: int | None = None, days: int | None = None) -> Fact:
    return {"months": months} if months is not None else {"days": days}


def years(count: int) -> Fact:
    return {"years": count}


def named(text: str) -> Fact:
    """A word of the locales, under `name.`."""
    return {"name": text}


@dataclass(frozen=True, slots=True)
class Override:
    by: UUID
    reason: str
    at: datetime


Overrides = Mapping[str, Override]
"""By rule."""


@dataclass(frozen=True, slots=True)
class Check:
    rule: str
    kind: Open[RuleKind]
    outcome: Open[Outcome]
    sentence: str
    """The name of its text, under `check.` in the locales; `facts` fill it in."""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    pointer: str | None = None
    overridable: bool = False
    override: Override | None = None

    @property
    def blocks(self) -> bool:
        return self.outcome == "blocking" and self.override is None

    @property
    def refuses_submission(self) -> bool:
        """Where an officer may decide against the rule, it is theirs to say."""
        return self.blocks and not self.overridable

    def with_override(self, override: Override | None) -> "Check":
        """Only what blocks is decided against."""
        return replace(self, override=override) if self.outcome == "blocking" else self

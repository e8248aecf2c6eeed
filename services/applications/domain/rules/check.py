"""What one rule found in an application, as it is kept and as a sentence is made of it in any language."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, Protocol
from uuid import UUID

from services.contracts.applications import RuleKind, RuleNotOverridable, RuleRefuses
from services.contracts.base import SPOKEN_BY_SERVICES, Open
from services.contracts.refusals import FieldError

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


class Ruled(Protocol):
    """What any rule says of itself."""

    @property
    def id(self) -> str: ...

    @property
    def kind(self) -> RuleKind: ...

    @property
    def blocking(self) -> bool: ...

    @property
    def overridable(self) -> bool: ...


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


def checked(rule: Ruled, holds: bool, sentence: str, facts: Mapping[str, Fact], pointer: str | None = None) -> Check:
    """Its sentence is that of `sentence` where the rule holds, and of `<sentence>.not` where it does not."""
    return fulfilled(rule, sentence, facts) if holds else against(rule, sentence, facts, pointer)


def fulfilled(rule: Ruled, sentence: str, facts: Mapping[str, Fact]) -> Check:
    return Check(rule.id, rule.kind, "ok", sentence, dict(facts), overridable=rule.overridable)


def against(
    rule: Ruled, sentence: str, facts: Mapping[str, Fact], pointer: str | None = None, *, blocking: bool = True
) -> Check:
    """`blocking`: False where it is not known enough to refuse."""
    outcome: Outcome = "blocking" if rule.blocking and blocking else "warning"
    return Check(rule.id, rule.kind, outcome, f"{sentence}.not", dict(facts), pointer, rule.overridable)


Say = Callable[[Check], dict[str, str]]
"""Its sentence, by language."""


def require_rules(blocking: Sequence[Check], say: Say) -> None:
    """Raises RuleRefuses: each that blocks, with the place of the answer, its rule and why."""
    if blocking:
        errors = tuple(
            FieldError(
                pointer=f"/answers{check.pointer or ''}",
                detail=say(check)[SPOKEN_BY_SERVICES],
                facts={"rule": check.rule, **say(check)},
            )
            for check in blocking
        )
        rules = list(dict.fromkeys(check.rule for check in blocking))
        raise RuleRefuses(f"Refused by {', '.join(rules)}.", errors=errors, rules=rules)


def require_overridable(rule: str, blocking: Sequence[Check]) -> Check:
    found = next((check for check in blocking if check.rule == rule and check.overridable), None)
    if found is None:
        raise RuleNotOverridable
    return found

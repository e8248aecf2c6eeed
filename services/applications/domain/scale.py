"""From a quotient and answers to an amount."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from services.applications.domain.form import Answers
from services.applications.domain.money import euros
from services.applications.domain.pointers import resolve
from services.contracts.applications import Scale, Tier

MOST_TIMES = 1000


@dataclass(frozen=True, slots=True)
class Estimate:
    """`amount` is None where the officer decides, or where the answer that it depends on is not there yet."""

    kind: str
    scale_version: str
    illustrative: bool
    amount: Decimal | None
    quotient: Decimal | None = None
    tier: Tier | None = None
    unit_amount: Decimal | None = None
    quantity: Decimal | None = None
    base: Decimal | None = None
    percent: Decimal | None = None
    cap: Decimal | None = None
    capped: bool = False


def estimate(scale: Scale, answers: Answers, quotient: Decimal | None) -> Estimate:
    common: dict[str, Any] = {
        "kind": scale.kind,
        "scale_version": scale.version,
        "illustrative": scale.illustrative,
        "cap": scale.cap,
    }
    if scale.kind == "discretionary":
        return Estimate(amount=None, **common)
    if scale.kind == "share":
        base, percent = number_at(scale.base, answers), scale.percent or Decimal(0)
        if base is None:
            return Estimate(amount=None, percent=percent, **common)
        amount, capped = _within(scale.cap, base * percent / 100)
        return Estimate(amount=amount, base=base, percent=percent, capped=capped, **common)
    tier = None
    if scale.kind == "tiered":
        tier, unit = _tiered(scale, quotient)
        common["quotient"] = quotient
    else:
        unit = scale.amount or Decimal(0)
    quantity = number_at(scale.quantity, answers)
    if quantity is not None:
        quantity = min(quantity, Decimal(scale.quantity_at_most or MOST_TIMES))
    amount, capped = _within(scale.cap, unit * (Decimal(1) if quantity is None else quantity))
    return Estimate(amount=amount, tier=tier, unit_amount=euros(unit), quantity=quantity, capped=capped, **common)


def _tiered(scale: Scale, quotient: Decimal | None) -> tuple[Tier | None, Decimal]:
    """An unknown quotient gives the lowest amount (docs/mission.md, facts)."""
    above = scale.above or Decimal(0)
    if quotient is None:
        return None, min([above, *(tier.amount for tier in scale.tiers)])
    for tier in scale.tiers:
        if quotient <= tier.up_to:
            return tier, tier.amount
    return None, above


def number_at(pointer: str | None, answers: Answers) -> Decimal | None:
    value = resolve(pointer, answers) if pointer else None
    if isinstance(value, list):
        return Decimal(len(value))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return max(Decimal(str(value)), Decimal(0))
    return None


def _within(cap: Decimal | None, amount: Decimal) -> tuple[Decimal, bool]:
    if cap is not None and amount > cap:
        return euros(cap), True
    return euros(amount), False

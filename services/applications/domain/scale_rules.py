"""Which scales are publishable."""

from services.applications.domain.form import Form
from services.contracts.applications import BadScale, Scale


def require_publishable(scale: Scale, form: Form) -> None:
    """Raises BadScale, with a pointer into what was sent."""
    if scale.kind == "tiered":
        limits = [tier.up_to for tier in scale.tiers]
        if not limits:
            raise BadScale.at("/scale/tiers", "A tiered scale has tiers.", rule="scale_without_tiers")
        if limits != sorted(set(limits)):
            raise BadScale.at("/scale/tiers", "Each tier reaches further than the one before.", rule="tiers_in_order")
    if scale.kind == "flat" and scale.amount is None:
        raise BadScale.at("/scale/amount", "A flat scale has an amount.", rule="scale_without_amount")
    if scale.kind == "share" and scale.percent is None:
        raise BadScale.at("/scale/percent", "A share needs a percentage.", rule="scale_without_percent")
    if scale.kind == "share" and scale.base is None:
        raise BadScale.at("/scale/base", "A share is a share of an answer.", rule="scale_without_base")
    _require_field(form, scale.base, "/scale/base", {"number", "integer"})
    _require_field(form, scale.quantity, "/scale/quantity", {"number", "integer", "array"})


def _require_field(form: Form, pointer: str | None, at: str, kinds: set[str]) -> None:
    if pointer is None:
        return
    field = form.field(pointer)
    if field is None or field["type"] not in kinds:
        raise BadScale.at(
            at,
            f"Must point to a question of the form of type {' or '.join(sorted(kinds))}.",
            rule="scale_pointer",
            kinds=", ".join(sorted(kinds)),
        )

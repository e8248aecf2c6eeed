"""Between what the rules found and its columns. Who decided against a rule is kept beside, not in it: a member's copy
says that it was one of the staff."""

from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping

from services.applications.domain.rules.check import Check, Override, Overrides


def overrides_of(row: RowMapping) -> Overrides:
    return {
        one["rule"]: Override(by, one["reason"], datetime.fromisoformat(one["at"]))
        for one, by in zip(row["overrides"], row["overridden_by"], strict=True)
    }


def overrides_to_columns(overrides: Overrides) -> dict[str, Any]:
    return {
        "overrides": [
            {"rule": rule, "reason": one.reason, "at": one.at.isoformat()} for rule, one in overrides.items()
        ],
        "overridden_by": [one.by for one in overrides.values()],
    }


def checks_of(row: RowMapping) -> tuple[Check, ...]:
    overrides = overrides_of(row)
    return tuple(Check(**one).with_override(overrides.get(one["rule"])) for one in row["checks"] or ())


def check_to_json(check: Check) -> dict[str, Any]:
    return {
        "rule": check.rule,
        "kind": check.kind,
        "outcome": check.outcome,
        "sentence": check.sentence,
        "facts": dict(check.facts),
        "pointer": check.pointer,
        "overridable": check.overridable,
    }

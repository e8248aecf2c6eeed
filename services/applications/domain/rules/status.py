"""How the member must be employed."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.applications.domain.rules.check import Check, against, checked, named
from services.applications.domain.rules.situation import Situation
from services.contracts.applications import NotForThisStatus, Rule, StatusRule


def check_status(rule: StatusRule, situation: Situation) -> list[Check]:
    """Whoever never told their status is asked by nobody to prove it before they apply: the officer sees to that."""
    wanted = [named(f"status.{one}") for one in rule.statuses]
    status = situation.facts.get("status")
    if status is None:
        return [against(rule, "status_unknown", {"wanted": wanted}, blocking=False)]
    return [checked(rule, status in rule.statuses, "status", {"status": named(f"status.{status}"), "wanted": wanted})]


def require_status(rules: Sequence[Rule], facts: Mapping[str, Any]) -> None:
    """Before anything is begun, where no officer may decide against it."""
    status = facts.get("status")
    if status is None:
        return
    for rule in rules:
        if isinstance(rule, StatusRule) and rule.refuses and status not in rule.statuses:
            raise NotForThisStatus("This benefit is not for your status.", employment=status)

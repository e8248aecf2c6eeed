"""That one date does not come before another, nor too long after it."""

from datetime import timedelta

from services.applications.domain.rules.check import Check, checked, day, period
from services.applications.domain.rules.situation import Situation
from services.contracts.applications import OrderRule


def check_order(rule: OrderRule, situation: Situation) -> list[Check]:
    earlier, later = situation.day(rule.earlier), situation.day(rule.later)
    if earlier is None or later is None:
        return []
    facts = {
        "first": situation.label(rule.earlier),
        "first_day": day(earlier),
        "second": situation.label(rule.later),
        "second_day": day(later),
    }
    if rule.at_most_days is None or later < earlier:
        return [checked(rule, later >= earlier, "order", facts, rule.later)]
    in_time = later <= earlier + timedelta(days=rule.at_most_days)
    return [checked(rule, in_time, "order_within", facts | {"most": period(days=rule.at_most_days)}, rule.later)]

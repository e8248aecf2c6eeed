"""For how long the member must have served."""

from services.applications.domain.rules.check import Check, checked, day, period
from services.applications.domain.rules.situation import Situation
from services.contracts.applications import SeniorityRule
from services.contracts.calendar import months_after


def check_seniority(rule: SeniorityRule, situation: Situation) -> list[Check]:
    since, on = situation.day(rule.since), situation.day(rule.on)
    if since is None or on is None:
        return []
    reached = months_after(since, rule.at_least_months)
    facts = {"since": day(since), "least": period(months=rule.at_least_months), "reached": day(reached)}
    return [checked(rule, reached <= on, "seniority", facts, rule.since)]

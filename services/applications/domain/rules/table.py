"""An amount and over how many instalments it is repaid."""

from services.applications.domain.money import euros
from services.applications.domain.rules.check import Check, against, amount, checked
from services.applications.domain.rules.situation import Situation
from services.applications.domain.scale import number_at
from services.contracts.applications import TableRule


def check_table(rule: TableRule, situation: Situation) -> list[Check]:
    asked, instalments = number_at(rule.amount, situation.answers), number_at(rule.instalments, situation.answers)
    if asked is None:
        return []
    most = rule.rows[-1].up_to
    facts = {"asked": amount(asked), "least": amount(rule.at_least), "most": amount(most)}
    if not rule.at_least <= asked <= most:
        return [against(rule, "table_amount", facts, rule.amount)]
    if instalments is None or instalments < 1:
        return []
    row = next(one for one in rule.rows if asked <= one.up_to)
    facts |= {"instalments": int(instalments), "at_most": row.at_most, "up_to": amount(row.up_to)}
    if instalments > row.at_most:
        return [against(rule, "table_instalments", facts, rule.instalments)]
    each = asked / instalments
    facts |= {"each": amount(euros(each)), "each_least": amount(rule.instalment_at_least)}
    holds = each >= rule.instalment_at_least
    return [checked(rule, holds, "table" if holds else "table_instalment", facts, rule.instalments)]

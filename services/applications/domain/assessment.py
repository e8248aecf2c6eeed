"""What the rules and the scale of a benefit give for one application, on the day that is asked about."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from services.applications.domain.concerned import meant
from services.applications.domain.form import Answers
from services.applications.domain.rules.check import Check, Overrides
from services.applications.domain.rules.engine import check_all
from services.applications.domain.rules.situation import Situation
from services.applications.domain.scale import Estimate, estimate
from services.contracts.applications import Rule, Scale


@dataclass(frozen=True, slots=True)
class Assessment:
    checks: tuple[Check, ...]
    estimate: Estimate
    counted: Answers
    """Those whom the scale counts, and no others of the lists."""

    @property
    def blocking(self) -> list[Check]:
        return [check for check in self.checks if check.blocks]

    @property
    def refusing(self) -> list[Check]:
        """A submission."""
        return [check for check in self.checks if check.refuses_submission]


def assess(
    scale: Scale,
    rules: Sequence[Rule],
    situation: Situation,
    quotient: Decimal | None,
    overrides: Overrides | None = None,
) -> Assessment:
    def given(counted: Answers) -> Estimate:
        return estimate(scale, meant(situation.form.schema, counted, situation.answers), quotient)

    checks, counted = check_all(rules, situation, overrides or {}, lambda answers: given(answers).amount)
    return Assessment(tuple(checks), given(counted), counted)

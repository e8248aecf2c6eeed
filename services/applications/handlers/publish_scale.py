from dataclasses import replace

from services.applications.domain import scale_rules
from services.applications.ports import Benefits
from services.contracts.applications import PublishScale, UnknownBenefit


def publish_scale(command: PublishScale, benefits: Benefits) -> None:
    benefit = benefits.get_for_update(command.benefit_code)
    if benefit is None:
        raise UnknownBenefit
    scale_rules.require_publishable(command.scale, benefit.form)
    # Its cases tell the amounts of the scale before.
    benefits.publish(replace(benefit, scale=command.scale, cases=(), in_force_from=command.scale.in_force_from))

from services.applications.domain import form_rules, scale_rules
from services.applications.domain.benefit import Benefit
from services.applications.domain.cases import require_cases
from services.applications.domain.rules.publishable import require_conditions, require_rules
from services.applications.ports import Benefits
from services.contracts.applications import BadBenefit, PublishBenefit


def publish_benefit(command: PublishBenefit, benefits: Benefits) -> None:
    form = form_rules.require_publishable(command.form)
    scale_rules.require_publishable(command.scale, form)
    known = benefits.get_for_update(command.code)
    benefit = Benefit(
        code=command.code,
        portal=command.portal,
        name=command.name,
        summary=command.summary,
        category=command.category,
        form=form,
        required_documents=tuple(command.required_documents),
        opens_on=command.opens_on,
        closes_on=command.closes_on,
        reopens_on=command.reopens_on,
        appeal_months=command.appeal_months,
        scale=command.scale,
        rules=tuple(command.rules),
        cases=tuple(command.cases),
        in_force_from=max(filter(None, (command.in_force_from, command.scale.in_force_from))),
    )
    benefit.require_coherent()
    require_rules(benefit.rules, form)
    require_conditions(benefit.required_documents, form)
    require_cases(benefit)
    if known and known.portal != benefit.portal:
        raise BadBenefit.at("/portal", "A code stays in its portal.", rule="code_in_other_portal")
    benefits.publish(benefit)

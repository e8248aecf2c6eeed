from datetime import datetime

from services.applications.domain.allowance import Allowance
from services.applications.domain.applicant import Applicant
from services.applications.domain.application import Application
from services.applications.domain.opening import openings_of
from services.applications.domain.rules.status import require_status
from services.applications.domain.survivors import require_for
from services.applications.ports import Applications, Benefits, QuotientBook
from services.contracts.actor import Actor
from services.contracts.applications import StartApplication, UnknownBenefit
from services.contracts.identity import ApplicantView


def start_application(
    command: StartApplication,
    actor: Actor,
    now: datetime,
    allowance: Allowance,
    applications: Applications,
    benefits: Benefits,
    quotients: QuotientBook,
    applicant: ApplicantView,
) -> Application:
    benefit = benefits.get(command.benefit_code)
    if benefit.portal != actor.portal:
        raise UnknownBenefit
    require_for(actor, benefit.form.schema)
    benefit.require_open(on=now)
    person = Applicant.from_view(applicant)
    require_status(benefit.all_rules, person.facts)
    allowance.require_room_for_draft(applications.drafts_of(actor.id, benefit.code, allowance, now))
    openings = openings_of(applicant)
    quotients.keep(actor.id, openings, asked_at=now)
    application = Application.start(benefit, person, now, openings)
    applications.add(application)
    return application

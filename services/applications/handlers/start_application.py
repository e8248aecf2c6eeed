from datetime import datetime

from services.applications.domain.applicant import Applicant, Quotients
from services.applications.domain.application import Application
from services.applications.ports import Applications, Benefits, QuotientBook
from services.contracts.actor import Actor
from services.contracts.applications import StartApplication, UnknownBenefit
from services.contracts.identity import ApplicantView


def start_application(
    command: StartApplication,
    actor: Actor,
    now: datetime,
    applications: Applications,
    benefits: Benefits,
    quotients: QuotientBook,
    applicant: ApplicantView,
) -> Application:
    benefit = benefits.get(command.benefit_code)
    if benefit.portal != actor.portal:
        raise UnknownBenefit
    benefit.require_open(on=now)
    quotients.keep(Quotients(actor.id, applicant.quotients), asked_at=now)
    application = Application.start(benefit, Applicant.from_view(applicant), now, applicant.quotients)
    applications.add(application)
    return application

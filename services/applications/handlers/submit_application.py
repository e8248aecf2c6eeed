from datetime import datetime

from services.applications.domain.applicant import Applicant
from services.applications.domain.application import Application
from services.applications.domain.guards import require_draft, require_owner, require_portal, require_version
from services.applications.domain.rules.check import Say, require_rules
from services.applications.ports import Applications
from services.contracts.actor import Actor
from services.contracts.applications import SubmitApplication
from services.contracts.identity import ApplicantView


def submit_application(
    command: SubmitApplication,
    actor: Actor,
    now: datetime,
    applications: Applications,
    say: Say,
    applicant: ApplicantView | None = None,
) -> Application:
    """`applicant`: as they are on this day. Without, it is who they were when the draft was begun."""
    application = applications.get(command.application_id)
    require_owner(application, actor)
    require_version(application, command.expected_version)
    require_draft(application)
    require_portal(application, actor)
    application.benefit.require_open(on=now)
    if applicant is not None:
        application.applicant = Applicant.from_view(applicant)
    applications.look_back(application)
    require_rules(application.assess(now).refusing, say)
    application.submit(at=now)
    applications.save(application)
    return application

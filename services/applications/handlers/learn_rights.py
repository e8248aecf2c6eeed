from datetime import datetime

from services.applications.domain.opening import openings_of
from services.applications.ports import QuotientBook
from services.contracts.identity import ApplicantView


def learn_rights(applicant: ApplicantView, asked_at: datetime, quotients: QuotientBook) -> None:
    quotients.keep(applicant.member_id, openings_of(applicant), asked_at)

from datetime import datetime

from services.applications.domain.applicant import Quotients
from services.applications.ports import QuotientBook
from services.contracts.identity import ApplicantView


def on_rights_opened(applicant: ApplicantView, asked_at: datetime, quotients: QuotientBook) -> None:
    quotients.keep(Quotients(applicant.member_id, applicant.quotients), asked_at)

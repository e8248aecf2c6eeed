from services.applications.domain.applicant import Applicant
from services.applications.ports import Applicants
from services.contracts.identity import ApplicantView


def on_establishment_changed(applicant: ApplicantView, applicants: Applicants) -> None:
    """However late the event comes, what is kept is what identity says now."""
    applicants.keep_in_drafts(applicant.member_id, Applicant.from_view(applicant).facts)

from services.applications.ports import Applications
from services.contracts.applications import DeclareAbsence


def declare_absence(command: DeclareAbsence, applications: Applications) -> int:
    """How many files went back to the queue."""
    claimed = applications.claimed_by(command.officer_id)
    for application in claimed:
        application.release()
        applications.save(application)
    return len(claimed)

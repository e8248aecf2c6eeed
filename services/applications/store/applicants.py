"""What applications keep of the person who makes them."""

from typing import Any
from uuid import UUID

from sqlalchemy import update

from services.applications.domain.status import Status
from services.applications.tables import APPLICATIONS
from services.kit.work import Work


class SqlApplicants:
    def __init__(self, work: Work) -> None:
        self._session = work.session

    def keep_in_drafts(self, member_id: UUID, facts: dict[str, Any]) -> None:
        """What was submitted keeps what was true then."""
        drafts = (APPLICATIONS.c.member_id == member_id, APPLICATIONS.c.status == Status.DRAFT)
        self._session.execute(update(APPLICATIONS).where(*drafts).values(applicant=facts))

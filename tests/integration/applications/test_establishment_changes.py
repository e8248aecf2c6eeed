"""A member who works elsewhere: drafts follow them, what was submitted keeps what was true then."""

from datetime import date
from uuid import UUID, uuid4

import sqlalchemy as sa

from services.contracts.identity import EstablishmentChanged
from tests.integration.applications.desk import Desk
from tests.integration.applications.neighbours import Neighbours
from tests.parts.waiting import wait_for


def test_drafts_follow_a_member_to_another_establishment_and_what_was_submitted_does_not(
    desk: Desk, neighbours: Neighbours, applications_database: sa.Engine
) -> None:
    member_id = uuid4()
    submitted, draft = desk.submitted(member_id).id, desk.draft(member_id).id
    neighbours.establishments[member_id] = "CH de Rives"
    desk.tell(
        EstablishmentChanged(
            member_id=member_id,
            establishment_id=uuid4(),
            former_establishment_id=uuid4(),
            from_date=date(2026, 3, 2),
        )
    )

    def kept(application_id: UUID) -> str:
        named = sa.text("SELECT applicant ->> 'establishment_name' FROM applications WHERE id = :id")
        with applications_database.connect() as connection:
            return str(connection.scalar(named, {"id": application_id}))

    wait_for(lambda: kept(draft) == "CH de Rives", what="the draft to follow")
    assert kept(submitted) == "CHU de Valmont"

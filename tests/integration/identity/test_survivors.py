"""A survivor's access over the bus: from the officer who gives it to the one who ends it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from services.contracts.actor import Actor, Role
from services.contracts.identity import ChangePassword, GetApplicant, GetMe, ListAudit, ListSessions, RefreshSession
from services.contracts.identity.refusals import SessionEnded
from services.contracts.identity.survivors import (
    EndSurvivorAccess,
    GiveSurvivorAccess,
    ListSurvivors,
    SurvivorHasAccess,
    SurvivorView,
    UnknownDeceased,
    UnknownSurvivor,
)
from services.contracts.refusals import NotPermitted
from services.identity.store import SqlAccounts, SqlSurvivors
from services.identity.tables import ACCOUNTS
from services.kit.work import Work
from tests.architecture.promises import requests
from tests.integration.identity.office import OWN_PASSWORD, Member, Office
from tests.parts.house import House
from tests.parts.waiting import wait_for


def access(deceased: Member) -> GiveSurvivorAccess:
    who = {"family_name": "Vasseur", "given_name": "Sacha", "relation": "spouse"}
    email = f"{uuid4().hex[:12]}@example.org"
    return GiveSurvivorAccess.model_validate({"deceased_number": deceased.cgos_number, "email": email, **who})


def test_a_survivor_may_do_what_the_aid_needs_and_nothing_else(
    office: Office, house: House, identity_database: sa.Engine
) -> None:
    deceased = office.member()
    asked = access(deceased)
    in_another_region = Actor(str(uuid4()), "staff", frozenset({Role.OFFICER}), regions=frozenset({"Corse"}))
    elsewhere = house.keys.sign(in_another_region)
    with pytest.raises(UnknownDeceased):
        office.call(asked, elsewhere)
    given: SurvivorView = office.call(asked, office.officer)
    with pytest.raises(SurvivorHasAccess):
        office.call(asked, office.officer)
    with pytest.raises(SessionEnded):
        office.identify(deceased.session)
    reminder = office.ear.hear("number_reminder_requested", account_id=given.id)["delivery_id"]
    assert office.collect(reminder).secret == given.cgos_number

    temporary = office.temporary_password(given.id, given.cgos_number)
    session = office.log_in(given.cgos_number, temporary)
    restricted = office.identify(session).assertion
    office.call(ChangePassword(current_password=temporary, new_password=OWN_PASSWORD), restricted)
    identified = office.identify(session)
    assert identified.roles == [Role.SURVIVOR]
    me = office.call(GetMe(), identified.assertion)
    assert (me.survivor_of.cgos_number, me.rights, me.birth_date) == (deceased.cgos_number, None, None)
    assert len(office.call(ListSessions(), identified.assertion).items) == 1
    applicant = office.call(GetApplicant(member_id=given.id), office.applications)
    assert (applicant.given_name, applicant.survivor_of) == ("Sacha", given.survivor_of)
    assert (applicant.children, applicant.quotients, applicant.openings) == ([], {}, {})
    for kind in requests():
        if kind.service() == "identity" and not kind.callers & {Role.VISITOR, Role.SURVIVOR}:
            with pytest.raises(NotPermitted):
                office.call(kind.model_construct(), identified.assertion)

    with pytest.raises(UnknownSurvivor):
        office.call(EndSurvivorAccess(survivor_id=given.id), elsewhere)
    assert _due(identity_database, given.ends_at - timedelta(seconds=1)).isdisjoint({given.id})
    assert given.id in _due(identity_database, given.ends_at)
    ended: SurvivorView = office.call(EndSurvivorAccess(survivor_id=given.id), office.officer)
    assert (ended.state, office.call(EndSurvivorAccess(survivor_id=given.id), office.officer)) == ("ended", ended)
    with pytest.raises(SessionEnded):
        office.call(RefreshSession(refresh_token=session.refresh_token or ""))
    listed = office.call(ListSurvivors(deceased_number=deceased.cgos_number), office.officer).items
    assert listed == [ended]
    assert office.call(ListSurvivors(), elsewhere).items == []

    def on_the_file_of_the_deceased() -> bool:
        found = office.call(ListAudit(member_id=deceased.id), house.keys.staff(Role.SUPERVISOR)).items
        return {"survivor_access_given", "survivor_access_ended"} <= {each.act for each in found}

    wait_for(on_the_file_of_the_deceased, what="both acts being in the audit")


def test_the_database_has_nobody_but_a_survivor_survive_a_member(office: Office, identity_database: sa.Engine) -> None:
    member_id, _ = office.communicated()
    with identity_database.begin() as connection, pytest.raises(sa.exc.IntegrityError):
        connection.execute(sa.update(ACCOUNTS).where(ACCOUNTS.c.id == member_id).values(survives=member_id))


def _due(engine: sa.Engine, now: datetime) -> set[UUID]:
    with sa.orm.Session(engine) as session:
        work = Work(actor=Actor(), now=datetime.now(UTC), session=session, record=lambda _: None)
        return {each.id for each in SqlSurvivors(work, SqlAccounts(work)).due(now, 1000)}

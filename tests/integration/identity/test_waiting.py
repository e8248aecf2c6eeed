"""What waits for the staff: counted within their reach, told once a day."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.actor import Actor, Role
from services.contracts.base import Event
from services.contracts.identity import (
    AssignNumber,
    CommunicateNumber,
    CreateStaffAccount,
    EstablishmentView,
    RegisterEstablishment,
    Scope,
    StaffWaitingTold,
)
from services.contracts.identity.number_office import AssignForEstablishment, ListDueLetters
from services.contracts.identity.waiting import GetStaffWaiting, StaffWaitingView
from services.identity.before import NONE_COUNTED
from services.identity.file_tables import CORRECTIONS, ERASURES, RIGHTS
from services.identity.handlers.tell_what_waits import tell_what_waits
from services.identity.queries.waiting import staff_waiting
from services.identity.store import SqlAccounts
from services.identity.tables import ACCOUNTS, NUMBER_REQUESTS
from services.kit.work import Work
from tests.integration.identity.office import Office
from tests.parts.house import House

TUESDAY = datetime(2031, 3, 4, 7, tzinfo=UTC)
"""So late that the service of these tests has told nobody since."""
LETTER: dict[str, Any] = {"delivery": "post", "postal_address": "1 rue du Lac\n69003 Lyon"}


@pytest.fixture
def region() -> str:
    return f"Région {uuid4().hex[:8]}"


@pytest.fixture
def place(office: Office, region: str) -> Callable[[], EstablishmentView]:
    def register() -> EstablishmentView:
        told = {"name": f"Hôpital {uuid4().hex[:8]}", "kind": "ch", "city": "Lyon", "postal_code": "69003"}
        registered: EstablishmentView = office.call(
            RegisterEstablishment.model_validate({**told, "region": region}), office.administrator
        )
        return registered

    return register


@pytest.fixture
def staff(office: Office, identity_database: sa.Engine) -> Callable[..., UUID]:
    def active(role: Role, **scope: Any) -> UUID:
        who = {"email": f"{uuid4().hex}@example.org", "family_name": "Roux", "given_name": "Paul", "roles": [role]}
        command = CreateStaffAccount.model_validate({**who, "scope": Scope(**scope)})
        account_id: UUID = office.call(command, office.administrator).id
        with identity_database.begin() as connection:
            a = ACCOUNTS.c
            connection.execute(sa.update(ACCOUNTS).where(a.id == account_id).values(activated_at=sa.func.now()))
        return account_id

    return active


def test_each_counts_what_is_theirs_to_do_within_their_reach(
    office: Office, house: House, identity_database: sa.Engine, region: str, place: Callable[[], EstablishmentView]
) -> None:
    here, alone = place(), place()
    office.call(
        CreateStaffAccount(
            email=f"{uuid4().hex}@example.org",
            family_name="Roux",
            given_name="Paul",
            roles=[Role.ESTABLISHMENT],
            establishment_id=here.id,
        ),
        office.administrator,
    )
    correspondent = office.correspondent(here.id)
    officer, colleague, elsewhere = (
        house.keys.sign(Actor(str(uuid4()), "staff", frozenset({Role.OFFICER}), regions=frozenset({where})))
        for where in (region, region, "Ailleurs")
    )

    def counted(actor: str) -> StaffWaitingView:
        found: StaffWaitingView = office.call(GetStaffWaiting(), actor)
        return found

    waiting, lonely, letter = office.request(here.id), office.request(alone.id), office.request(here.id, **LETTER)
    office.call(AssignNumber(request_id=letter), correspondent)
    assert counted(correspondent) == StaffWaitingView(to_assign=1)
    assert counted(officer) == StaffWaitingView(to_assign=1, to_communicate=1), "where nobody speaks for it"
    office.call(AssignForEstablishment(request_id=lonely), officer)
    assert counted(officer) == StaffWaitingView(to_communicate=1), "not what they assigned themselves"
    assert counted(colleague) == StaffWaitingView(to_communicate=2)
    member_id = office.call(CommunicateNumber(request_id=letter), officer) and _file_of(identity_database, letter)
    assert counted(officer) == StaffWaitingView(letters=1, rights=1, corrections=1, erasures=1)
    assert member_id is not None
    assert counted(elsewhere) == StaffWaitingView()
    assert letter not in [each.request_id for each in office.call(ListDueLetters(), elsewhere).items]
    _many_like(identity_database, waiting)
    assert counted(correspondent) == StaffWaitingView(to_assign=100)


def _file_of(engine: sa.Engine, request_id: UUID) -> UUID | None:
    """Of whom the request was: something of theirs waits, and something does not any more."""
    r, now = NUMBER_REQUESTS.c, datetime.now(UTC)
    with engine.begin() as connection:
        member_id: UUID | None = connection.scalar(sa.select(r.member_id).where(r.id == request_id))
        correction = {"field": "given_name", "value": "Inès-Marie", "document_id": uuid4(), "identity_key": ""}
        for state in ("asked", "refused"):
            common = {"member_id": member_id, "state": state, "asked_at": now}
            connection.execute(sa.insert(ERASURES).values(common | {"id": uuid4(), "reason": ""}))
            connection.execute(sa.insert(CORRECTIONS).values(common | correction | {"id": uuid4()}))
        opened = {"member_id": member_id, "monthly_family_allowances": 0, "parts": 1, "opened_at": now}
        connection.execute(sa.insert(RIGHTS).values(opened | {"year": 2031}))
        settled = {"year": 2030, "kept_opening": now, "kept_state": "confirmed"}
        connection.execute(sa.insert(RIGHTS).values(opened | settled))
    return member_id


def _many_like(engine: sa.Engine, request_id: UUID) -> None:
    with engine.begin() as connection:
        found = connection.execute(sa.select(NUMBER_REQUESTS).where(NUMBER_REQUESTS.c.id == request_id)).one()
        others = [{**found._mapping, "id": uuid4()} for _ in range(120)]
        connection.execute(sa.insert(NUMBER_REQUESTS), others)


def test_who_has_something_waiting_is_told_once_a_day_and_nothing_is_told_by_halves(
    office: Office,
    identity_database: sa.Engine,
    region: str,
    place: Callable[[], EstablishmentView],
    staff: Callable[..., UUID],
) -> None:
    here, quiet = place(), place()
    busy, idle = (staff(Role.ESTABLISHMENT, establishments=[each.id]) for each in (here, quiet))
    officer = staff(Role.OFFICER, regions=[region])
    for request_id in [office.request(here.id) for _ in range(3)][:2]:
        office.call(AssignNumber(request_id=request_id), office.correspondent(here.id))
    ours = {busy, idle, officer}

    def told(*, cut_off: bool = False) -> list[StaffWaitingTold]:
        events: list[Event] = []
        with suppress(InterruptedError), Session(identity_database) as session, session.begin():
            work = Work(actor=Actor(), now=TUESDAY, session=session, record=events.append)
            tell_what_waits(TUESDAY, SqlAccounts(work), partial(staff_waiting, session, messages=NONE_COUNTED))
            if cut_off:
                raise InterruptedError
        return [each for each in events if isinstance(each, StaffWaitingTold) and each.account_id in ours]

    to_the_officer = StaffWaitingTold(account_id=officer, to_communicate=2)
    to_the_correspondent = StaffWaitingTold(account_id=busy, to_assign=1)
    assert len(told(cut_off=True)) == 2, "which nobody hears of"
    with Session(identity_database) as elsewhere, elsewhere.begin():
        elsewhere.execute(sa.select(ACCOUNTS.c.id).where(ACCOUNTS.c.id == busy).with_for_update())
        assert told() == [to_the_officer], "nobody waits for an account that is held"
    assert told() == [to_the_correspondent]
    assert told() == []

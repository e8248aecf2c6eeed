"""What is done at identity, and told by the other services, stands in the audit; who may look finds it."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.contracts import applications, documents, offers
from services.contracts.actor import Actor, Role
from services.contracts.acts import ActTold
from services.contracts.identity import (
    AuditEntryView,
    CommunicateNumber,
    CreateStaffAccount,
    ListAudit,
    LogInStaff,
    RejectNumberRequest,
    UpdateMe,
)
from services.contracts.identity.refusals import BadCredentials
from services.contracts.refusals import NotPermitted
from services.kit.broker.envelopes import envelope
from services.kit.telemetry import Trace
from tests.integration.identity.office import OWN_PASSWORD, Office
from tests.parts.house import House
from tests.parts.keys import Keys
from tests.parts.service import ROOT
from tests.parts.waiting import wait_for

SUPERVISOR = Actor(subject=str(uuid4()), portal="staff", roles=frozenset({Role.SUPERVISOR}))


def looked_up(office: Office, keys: Keys, *, until: int = 1, **wanted: Any) -> list[AuditEntryView]:
    """Newest first, once there are so many, without the searches of this very kind. Two acts at nearly the same time
    may be written down the other way round."""

    def found() -> list[AuditEntryView]:
        items = office.call(ListAudit(limit=100, **wanted), keys.sign(SUPERVISOR)).items
        others = [one for one in items if one.actor_id != SUPERVISOR.id]
        return others if len(others) >= until else []

    return sorted(wait_for(found, what=f"{until} entries of {wanted}"), key=lambda one: one.at, reverse=True)


def test_what_is_done_on_a_members_file_is_found_by_the_member_the_actor_and_the_act(
    office: Office, house: House
) -> None:
    officer = uuid4()
    request = office.assigned()
    office.call(CommunicateNumber(request_id=request.id), house.keys.staff(Role.OFFICER, subject=officer))
    member_id = UUID(office.ear.hear("number_communicated", request_id=request.id)["member_id"])

    communicated, assigned = looked_up(office, house.keys, member_id=member_id, until=2)

    assert [(one.act, one.object_id) for one in (communicated, assigned)] == [
        ("number_communicated", str(request.id)),
        ("number_assigned", str(request.id)),
    ]
    assert (communicated.actor_id, communicated.actor_roles) == (officer, [Role.OFFICER])
    assert (communicated.source, communicated.cgos_number) == ("identity", request.cgos_number)
    assert (assigned.actor_roles, assigned.establishments) == ([Role.ESTABLISHMENT], [request.establishment.id])
    assert looked_up(office, house.keys, actor_id=officer) == [communicated]
    assert looked_up(office, house.keys, cgos_number=request.cgos_number, act="number_assigned") == [assigned]


def test_a_refused_act_leaves_nothing(office: Office, house: House) -> None:
    place, officer = office.establishment(), uuid4()
    request_id = office.request(place.id)
    by = house.keys.staff(Role.OFFICER, subject=officer)
    with pytest.raises(Exception, match="requested"):
        office.call(CommunicateNumber(request_id=request_id), by)
    office.call(RejectNumberRequest(request_id=request_id, reason="not one of ours"), by)
    (rejected,) = looked_up(office, house.keys, actor_id=officer)
    assert (rejected.act, rejected.member_id) == ("number_request_rejected", None)


def test_a_command_that_the_bus_delivers_twice_is_written_down_once(office: Office, house: House) -> None:
    officer, key = uuid4(), uuid4().hex
    request = office.assigned()
    by = house.keys.staff(Role.OFFICER, subject=officer)
    for _ in range(2):
        office.call(CommunicateNumber(request_id=request.id), by, key)
    office.call(RejectNumberRequest(request_id=office.request(office.establishment().id), reason="afterwards"), by)
    acts = [one.act for one in looked_up(office, house.keys, actor_id=officer, until=2)]
    assert acts == ["number_request_rejected", "number_communicated"]


def test_the_roles_that_are_given_are_told_with_the_account(office: Office, house: House) -> None:
    administrator = uuid4()
    account = office.call(
        CreateStaffAccount(
            email=f"{uuid4().hex}@example.org",
            family_name="Roux",
            given_name="Paul",
            roles=[Role.OFFICER, Role.SUPERVISOR],
        ),
        house.keys.staff(Role.ADMINISTRATOR, subject=administrator),
    )
    (created,) = looked_up(office, house.keys, actor_id=administrator)
    assert (created.act, created.object_id, created.detail) == (
        "staff_account_created",
        str(account.id),
        "officer supervisor",
    )


def test_signing_in_of_the_staff_is_told_whether_it_succeeds_or_not(office: Office, house: House) -> None:
    email = f"{uuid4().hex}@example.org"
    account = office.call(
        CreateStaffAccount(email=email, family_name="Roux", given_name="Paul", roles=[Role.FINANCE]),
        office.administrator,
    )
    temporary = office.collect(
        office.ear.hear("temporary_password_issued", account_id=account.id)["delivery_id"]
    ).secret
    for password in ("not that one at all", temporary):
        try:
            office.call(LogInStaff(email=email, password=password))
        except BadCredentials:
            continue
    (signed_in,) = looked_up(office, house.keys, actor_id=account.id)
    assert (signed_in.act, signed_in.actor_name) == ("signed_in", "Paul Roux")
    refused = looked_up(office, house.keys, act="sign_in_refused")[0]
    assert (refused.object_id, refused.actor_id) == (str(account.id), None)


def test_what_keeps_a_members_account_is_told_and_the_rest_of_what_they_do_is_not(office: Office, house: House) -> None:
    member = office.member()
    office.call(UpdateMe(phone="0102030405"), member.actor)
    acts = [one.act for one in looked_up(office, house.keys, member_id=member.id, until=3)]
    assert acts == ["password_changed", "number_communicated", "number_assigned"]
    assert OWN_PASSWORD not in office.ear.everything()


@pytest.mark.parametrize("told", [applications.Acted, documents.Acted, offers.Acted], ids=lambda told: told.__module__)
def test_what_other_services_tell_stands_in_the_same_chain_once(
    told: type[ActTold], office: Office, house: House
) -> None:
    actor = Actor(subject=str(uuid4()), portal="staff", roles=frozenset({Role.OFFICER}))
    act = told.by(actor, "paper_read", datetime.now(UTC), "document", uuid4(), member_id=uuid4())
    trace = Trace.new()
    event_id, body = envelope(act, now=datetime.now(UTC), trace=trace)
    for _ in range(3):
        office.publish(f"{told.service()}.events", "acted", body, event_id)
    (entry,) = looked_up(office, house.keys, actor_id=actor.id)
    assert (entry.source, entry.trace_id, entry.at) == (told.service(), trace.trace_id, act.at)


def test_looking_into_the_audit_is_an_act_and_not_for_everybody(office: Office, house: House) -> None:
    somebody, looked_for = uuid4(), uuid4()
    supervisor = house.keys.staff(Role.SUPERVISOR, subject=somebody)
    office.call(ListAudit(member_id=looked_for), supervisor)
    (looked,) = looked_up(office, house.keys, actor_id=somebody)
    assert (looked.act, looked.member_id) == ("audit_read", looked_for)
    for role in set(Role) & {Role.OFFICER, Role.FINANCE, Role.CATALOGUE, Role.ESTABLISHMENT}:
        with pytest.raises(NotPermitted):
            office.call(ListAudit(), house.keys.staff(role))


def test_the_audit_is_paged_and_its_days_are_those_of_paris(office: Office, house: House) -> None:
    keys = house.keys
    actor, day = Actor(subject=str(uuid4()), portal="staff", roles=frozenset({Role.OFFICER})), date(2020, 7, 1)
    for hour in (21, 22, 23):  # 23:00 on the 30th in Paris, then midnight and one o'clock on the 1st
        at = datetime(2020, 6, 30, hour, tzinfo=UTC)
        act = offers.Acted.by(actor, "offer_published", at, "offer", "an-offer")
        event_id, body = envelope(act, now=at, trace=None)
        office.publish("offers.events", "acted", body, event_id)
    everything = looked_up(office, keys, actor_id=actor.id, until=3)
    of_the_day = looked_up(office, keys, actor_id=actor.id, from_date=day, to_date=day)
    assert {one.at.hour for one in of_the_day} == {22, 23}
    first = office.call(ListAudit(actor_id=actor.id, limit=2), keys.sign(SUPERVISOR))
    rest = office.call(ListAudit(actor_id=actor.id, limit=2, cursor=first.next_cursor), keys.sign(SUPERVISOR))
    paged = [*first.items, *rest.items]
    assert [one.sequence for one in paged] == sorted((one.sequence for one in everything), reverse=True)


def test_what_is_replayed_is_told_to_the_audit_first(office: Office, house: House) -> None:
    queue = f"of-{uuid4().hex}"
    asked = [sys.executable, "-m", "services.kit.events.dead_letters", "replay", "--queue", queue]
    environment = {"PATH": os.environ["PATH"], "BROKER_URL": house.rabbitmq.url}
    told = subprocess.run(asked, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout == "0 replayed\n"
    replayed = looked_up(office, house.keys, act="dead_letters_replayed")[0]
    assert (replayed.object_id, replayed.actor_id, replayed.actor_roles) == (queue, None, ["operator"])

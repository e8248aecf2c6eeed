"""A member's file follows their life, and of two who change it at once one does, with the history that tells it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.base import Command, Event
from services.contracts.calendar import day_in_paris
from services.contracts.identity import (
    ChangeEmail,
    Child,
    GetApplicant,
    GetHousehold,
    GetMe,
    PutHousehold,
)
from services.contracts.identity.corrections import (
    AcceptCorrection,
    CorrectionField,
    GetAskedCorrection,
    ListAskedCorrections,
    ListCorrections,
    RefuseCorrection,
    RequestCorrection,
)
from services.contracts.identity.departures import DeclareDeparture, ListDepartures, WithdrawDeparture
from services.contracts.identity.establishment_changes import (
    ChangeEstablishment,
    ListEstablishmentChanges,
    PreviewEstablishmentChange,
)
from services.contracts.identity.reach import GetMemberReach
from services.contracts.identity.refusals import LinkExpired, NotOneOfYours, SessionEnded, UnknownDeparture, WrongPortal
from services.identity.handlers.make_due_establishment_changes import make_due_establishment_changes
from services.identity.store import SqlAccounts, SqlEstablishmentChanges
from services.kit.assertions import service_actor
from services.kit.work import Work
from tests.integration.identity.office import Member, Office
from tests.integration.identity.papers import Papers
from tests.parts.caller import Caller
from tests.parts.house import House
from tests.parts.waiting import PATIENCE

TODAY = day_in_paris(datetime.now(UTC))


@pytest.fixture
def second(house: House) -> Iterator[Caller]:
    caller = Caller(house.rabbitmq.url)
    yield caller
    caller.close()


def asks(office: Office, papers: Papers, member: Member, field: CorrectionField, value: str) -> UUID:
    proof = papers.sent(member.id, "identity_proof")
    asked = office.call(RequestCorrection(field=field, value=value, document_id=proof), member.actor)
    assert office.ear.hear("correction_requested", correction_id=asked.id)["document_id"] == str(proof)
    correction_id: UUID = asked.id
    return correction_id


def at_once(first: Caller, second: Caller, commands: tuple[Command[Any], Command[Any]], actor: str) -> list[str]:
    """The outcomes of two commands that are sent before either is answered."""
    calls = []
    for caller, command in zip((first, second), commands, strict=True):
        body, _ = caller.encode(command)
        headers = caller.headers(actor=actor, key=uuid4().hex)
        calls.append((caller, caller.send(command.routing_key(), body, **headers)))
    replies = [caller.receive(call, timeout=PATIENCE) for caller, call in calls]
    return sorted((one["error"] or {}).get("value") or "done" for one in replies)


def test_a_profession_of_the_other_portal_moves_a_member_there_with_what_they_have(
    office: Office, papers: Papers, house: House
) -> None:
    member = office.member()
    correction_id = asks(office, papers, member, "profession", "Praticien hospitalier")
    waiting = office.call(ListAskedCorrections(state="asked", limit=100), office.officer).items
    assert (waiting[-1].id, waiting[-1].cgos_number, waiting[-1].moves_to) == (
        correction_id,
        member.cgos_number,
        "medical",
    )

    accepted = office.call(AcceptCorrection(correction_id=correction_id), office.officer)

    assert (accepted.state, accepted.portal, accepted.former) == ("accepted", "medical", "infirmier")
    assert office.ear.hear("portal_changed", member_id=member.id)["portal"] == "medical"
    assert office.ear.hear("correction_decided", member_id=member.id)["outcome"] == "accepted"
    office.ear.hear("session_revoked", account_id=member.id)
    with pytest.raises(SessionEnded):
        office.identify(member.session)
    with pytest.raises(WrongPortal):
        office.log_in(member.cgos_number, member.password, "agent")
    session = office.log_in(member.cgos_number, member.password, "medical")
    moved = office.identify(session).assertion
    me = office.call(GetMe(), moved)
    assert (me.id, me.portal, me.profession) == (member.id, "medical", "praticien-hospitalier")
    assert [one.state for one in office.call(ListCorrections(), moved).items] == ["accepted"]


def test_a_name_that_is_corrected_is_who_they_are_and_who_may_be_them(office: Office, papers: Papers) -> None:
    name = f"Morel{uuid4().hex[:8]}"
    office.assigned(family_name=name)
    member = office.member()
    correction_id = asks(office, papers, member, "family_name", name)
    assert office.call(GetAskedCorrection(correction_id=correction_id), office.officer).possible_duplicate
    office.call(AcceptCorrection(correction_id=correction_id), office.officer)
    status = asks(office, papers, member, "status", "contractuel:2099-12-31")
    office.call(AcceptCorrection(correction_id=status), office.officer)

    me = office.call(GetMe(), member.actor)
    applicant = office.call(GetApplicant(member_id=member.id), office.applications)

    assert (me.family_name, me.status, me.contract_ends_on) == (name, "contractuel", date(2099, 12, 31))
    assert (applicant.family_name, applicant.status) == (name, "contractuel")


def test_of_two_officers_on_one_correction_one_decides(
    office: Office, papers: Papers, caller: Caller, second: Caller
) -> None:
    member = office.member()
    for given_name in ("Agnès", "Anne"):
        correction_id = asks(office, papers, member, "given_name", given_name)
        before = office.call(GetMe(), member.actor)
        commands = (
            AcceptCorrection(correction_id=correction_id),
            RefuseCorrection(correction_id=correction_id, reason="Illisible."),
        )
        assert at_once(caller, second, commands, office.officer) == ["correction-already-decided", "done"]
        decided = office.call(ListCorrections(), member.actor).items[0]
        me = office.call(GetMe(), member.actor)
        if decided.state == "accepted":
            assert (me.given_name, me.version, decided.reason) == (given_name, before.version + 1, None)
        else:
            assert (me.given_name, me.version, decided.reason) == (before.given_name, before.version, "Illisible.")


def test_of_two_tabs_one_changes_what_both_have_seen(office: Office, caller: Caller, second: Caller) -> None:
    member = office.member()
    places = office.establishment(), office.establishment()
    seen = office.call(GetMe(), member.actor).version
    changes = tuple(
        ChangeEstablishment(establishment_id=place.id, from_date=TODAY, expected_version=seen) for place in places
    )
    assert at_once(caller, second, (changes[0], changes[1]), member.actor) == ["done", "stale-version"]
    (made,) = office.call(ListEstablishmentChanges(), member.actor).items
    assert office.call(GetMe(), member.actor).establishment == made.establishment

    version = office.call(GetHousehold(), member.actor).version
    households = (
        PutHousehold(family_situation="single", expected_version=version),
        PutHousehold(family_situation="couple", expected_version=version),
    )
    assert at_once(caller, second, households, member.actor) == ["done", "stale-version"]
    assert office.call(GetHousehold(), member.actor).version == version + 1

    addresses = tuple(
        ChangeEmail(email=f"{name}@exemple.fr", current_password=member.password) for name in ("une", "deux")
    )
    assert at_once(caller, second, (addresses[0], addresses[1]), member.actor) == ["done", "done"]
    pending = office.call(GetMe(), member.actor).pending_email
    deliveries = [
        office.ear.hear("email_confirmation_requested", account_id=member.id)["delivery_id"] for _ in range(2)
    ]
    live = [address for each in deliveries if (address := sent_to(office, each))]
    assert live == [pending], "one link is under way, to the address that the file waits for"


def sent_to(office: Office, delivery_id: str) -> str:
    """Nowhere, where another took its place."""
    try:
        return office.collect(delivery_id).email
    except LinkExpired:
        return ""


def test_without_a_version_the_one_told_last_holds_and_both_stand_in_the_history(
    office: Office, caller: Caller, second: Caller
) -> None:
    member = office.member()
    places = office.establishment(), office.establishment()
    changes = tuple(ChangeEstablishment(establishment_id=place.id, from_date=TODAY) for place in places)
    assert at_once(caller, second, (changes[0], changes[1]), member.actor) == ["done", "done"]
    last, first = office.call(ListEstablishmentChanges(), member.actor).items
    assert last.former == first.establishment
    assert office.call(GetMe(), member.actor).establishment == last.establishment


def test_a_planned_change_is_looked_at_told_and_made_on_its_day(office: Office, identity_database: sa.Engine) -> None:
    member = office.member()
    place, day = office.establishment(), TODAY + timedelta(days=3)
    looked_at = office.call(PreviewEstablishmentChange(to=place.id, from_date=day), member.actor)
    assert (looked_at.planned, looked_at.to, looked_at.effects[0].concerns) == (True, place, "correspondent")
    told = office.call(
        ChangeEstablishment(establishment_id=place.id, from_date=day, expected_version=looked_at.version),
        member.actor,
    )
    assert told.state == "planned"
    assert office.call(GetMe(), member.actor).establishment == looked_at.present

    events: list[Event] = []
    with Session(identity_database) as session, session.begin():
        then = datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=1)
        work = Work(actor=service_actor("identity"), now=then, session=session, record=events.append)
        make_due_establishment_changes(then, SqlAccounts(work), SqlEstablishmentChanges(work))

    assert "establishment_changed" in [event.event_type() for event in events]
    assert office.call(GetMe(), member.actor).establishment == place
    assert office.call(ListEstablishmentChanges(), member.actor).items[0].state == "made"


def test_a_departure_is_on_every_page_until_it_is_taken_back_or_followed(office: Office) -> None:
    member = office.member()
    here = office.call(GetMe(), member.actor).establishment
    assert here is not None
    correspondent, stranger = office.correspondent(here.id), office.correspondent(office.establishment().id)
    with pytest.raises(NotOneOfYours):
        office.call(DeclareDeparture(cgos_number=member.cgos_number, left_on=TODAY), stranger)
    declared = office.call(DeclareDeparture(cgos_number=member.cgos_number, left_on=TODAY), correspondent)
    office.ear.hear("departure_declared", member_id=member.id)
    office.ear.hear("banners_changed", account_id=member.id)
    assert office.identify(member.session).banners == ["file_to_update"]
    assert office.call(GetMe(), member.actor).departed_on == TODAY
    reach = office.call(GetMemberReach(cgos_number=member.cgos_number), office.officer)
    assert (reach.banners, reach.has_second_email) == (["file_to_update"], False)
    assert [one.id for one in office.call(ListDepartures(), correspondent).items] == [declared.id]
    assert office.call(ListDepartures(), stranger).items == []
    with pytest.raises(UnknownDeparture):
        office.call(WithdrawDeparture(departure_id=declared.id), stranger)
    office.call(WithdrawDeparture(departure_id=declared.id), correspondent)
    assert office.identify(member.session).banners == []

    office.call(DeclareDeparture(cgos_number=member.cgos_number, left_on=TODAY), correspondent)
    office.call(ChangeEstablishment(establishment_id=office.establishment().id, from_date=TODAY), member.actor)
    assert office.identify(member.session).banners == []
    states = [one.state for one in office.call(ListDepartures(), correspondent).items]
    assert states == ["followed", "withdrawn"]


def test_a_decision_is_explained_by_the_household_of_its_day(office: Office, identity_database: sa.Engine) -> None:
    member = office.member()
    office.call(PutHousehold(family_situation="couple", parts=2), member.actor)
    with identity_database.begin() as connection:  # as the version before left it
        connection.execute(sa.text("DELETE FROM household_versions WHERE member_id = :id"), {"id": member.id})
    born = TODAY - timedelta(days=10)
    child = Child(given_name="Lou", birth_date=born)
    office.call(PutHousehold(family_situation="couple", parts=2.5, children=[child], from_date=born), member.actor)

    def told(on: date | None) -> tuple[int, float]:
        found = office.call(GetHousehold(on=on), member.actor)
        applicant = office.call(GetApplicant(member_id=member.id, on=on), office.applications)
        assert applicant.children == found.children
        return len(found.children), float(found.parts)

    assert (told(born - timedelta(days=1)), told(born), told(None)) == ((0, 2.0), (1, 2.5), (1, 2.5))

"""The rights of a year, over the bus and on PostgreSQL: with documents answering for the papers."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.calendar import day_in_paris
from services.contracts.documents import NoticeReading
from services.contracts.identity import GetApplicant, GetHousehold, GetMe, ListRights, OpenRights, RightsView
from services.contracts.identity.refusals import PaperNotUsable, UnknownRights
from services.contracts.identity.rights import (
    ConfirmRights,
    GetOpening,
    ListOpeningChanges,
    ListOpenings,
    ListRightsChanges,
    ReadNoticeForRights,
    RefuseRights,
)
from services.contracts.refusals import NotPermitted, Unavailable
from services.identity.file_tables import RIGHTS
from services.identity.queries import people
from tests.integration.identity.office import Member, Office
from tests.integration.identity.papers import Papers
from tests.parts.at_once import each
from tests.parts.caller import Caller
from tests.parts.house import House

THIS_YEAR = day_in_paris(datetime.now(UTC)).year
INCOME = Decimal(24000)


@pytest.fixture
def second(house: House) -> Iterator[Caller]:
    caller = Caller(house.rabbitmq.url)
    yield caller
    caller.close()


def declaring(papers: Papers, member: Member, year: int = THIS_YEAR, **told: Any) -> OpenRights:
    told = {"reference_tax_income": INCOME, "parts": Decimal(2)} | told
    return OpenRights(year=year, tax_notice_document_id=papers.sent(member.id), **told)


def declared(office: Office, papers: Papers, member: Member) -> RightsView:
    opened: RightsView = office.call(declaring(papers, member), member.actor)
    return opened


def confirming(rights_id: UUID | None, income: int = 24000) -> ConfirmRights:
    assert rights_id is not None
    return ConfirmRights(rights_id=rights_id, reference_tax_income=Decimal(income), parts=Decimal(2))


def changes(office: Office, rights_id: UUID | None, actor: str) -> list[tuple[int, int, str, str]]:
    """Oldest first."""
    assert rights_id is not None
    asked = ListOpeningChanges if actor == office.officer else ListRightsChanges
    listed = office.call(asked(rights_id=rights_id), actor).items
    return [(one.version, one.revision, one.state, one.by) for one in reversed(listed)]


def test_a_signed_notice_opens_verified_rights_and_the_others_are_told(office: Office, papers: Papers) -> None:
    member = office.member()
    me = office.call(GetMe(), member.actor)
    reading = NoticeReading(
        signature="verified",
        reference_tax_income=INCOME,
        parts=Decimal("2.5"),
        income_year=THIS_YEAR - 2,
        declarants=[f"{me.family_name} {me.given_name}".upper()],
        issuer="ZZ01",
    )
    notice = papers.sent(member.id, reading=reading)
    shown = office.call(ReadNoticeForRights(year=THIS_YEAR, tax_notice_document_id=notice), member.actor)
    assert (shown.check, shown.reference_tax_income, shown.parts) == ("verified", INCOME, Decimal("2.5"))
    proof = papers.sent(member.id, "family_allowance_notice")
    allowances: dict[str, Any] = {"monthly_family_allowances": Decimal(150), "allowances_document_id": proof}

    rights = office.call(OpenRights(year=THIS_YEAR, tax_notice_document_id=notice, **allowances), member.actor)

    assert (rights.state, rights.quotient, rights.revision) == ("verified", Decimal("860.00"), 1)
    assert "860,00" in rights.explanation
    office.ear.hear("rights_opened", member_id=member.id, year=THIS_YEAR)
    held = office.ear.hear("rights_papers_held", rights_id=rights.id, version=1)
    assert held["document_ids"] == [str(notice), str(proof)]
    assert office.call(GetHousehold(), member.actor).parts == Decimal("2.5")
    assert office.call(GetMe(), member.actor).rights == rights
    applicant = office.call(GetApplicant(member_id=member.id), office.applications)
    assert applicant.quotients == {THIS_YEAR: Decimal("860.00")}
    assert applicant.openings[THIS_YEAR].model_dump() == {
        "rights_id": rights.id,
        "quotient": Decimal("860.00"),
        "state": "verified",
        "revision": 1,
    }


def test_declared_rights_wait_for_an_officer_who_corrects_confirms_or_refuses(office: Office, papers: Papers) -> None:
    member = office.member()
    rights = declared(office, papers, member)
    assert rights.state == "declared"
    waiting = office.call(ListOpenings(state="declared", limit=100), office.officer).items
    assert rights.id in [one.id for one in waiting]
    seen = office.call(GetOpening(rights_id=rights.id), office.officer)
    assert (seen.notice_check, seen.cgos_number, seen.children) == ("unread", member.cgos_number, 0)
    with pytest.raises(NotPermitted):
        office.call(confirming(rights.id), member.actor)

    refused = office.call(RefuseRights(rights_id=rights.id, reason="La page 2 manque."), office.officer)
    assert (refused.state, refused.reason) == ("refused", "La page 2 manque.")
    office.ear.hear("rights_refused", rights_id=rights.id, member_id=member.id)
    assert office.call(GetApplicant(member_id=member.id), office.applications).quotients == {}
    declared(office, papers, member)
    confirmed = office.call(confirming(rights.id, 26000), office.officer)
    assert (confirmed.state, confirmed.quotient, confirmed.reason) == ("confirmed", Decimal("1083.33"), None)
    office.ear.hear("rights_confirmed", rights_id=rights.id, member_id=member.id)

    told = [(1, 1, "declared", "member"), (2, 1, "refused", "officer")]
    told += [(3, 2, "declared", "member"), (4, 3, "confirmed", "officer")]
    assert changes(office, rights.id, member.actor) == changes(office, rights.id, office.officer) == told
    with pytest.raises(UnknownRights):
        changes(office, rights.id, office.member().actor)
    (listed,) = office.call(ListRights(), member.actor).items
    assert (listed.state, listed.revision, listed.version) == ("confirmed", 3, 4)


def test_nobody_opens_rights_with_a_paper_of_somebody_else(office: Office, papers: Papers) -> None:
    member = office.member()
    for notice in (papers.sent(uuid4()), uuid4()):
        told: dict[str, Any] = {"reference_tax_income": INCOME, "parts": Decimal(1), "tax_notice_document_id": notice}
        with pytest.raises(PaperNotUsable):
            office.call(OpenRights(year=THIS_YEAR, **told), member.actor)


def test_rights_wait_for_the_service_that_knows_whose_a_paper_is(office: Office, papers: Papers) -> None:
    papers.silent = True
    try:
        with pytest.raises(Unavailable):
            office.call(OpenRights(year=THIS_YEAR, tax_notice_document_id=uuid4()), office.member().actor)
    finally:
        papers.silent = False


def test_two_officers_and_a_member_at_once_come_to_one_outcome_each(
    office: Office, papers: Papers, caller: Caller, second: Caller
) -> None:
    for _ in range(4):
        member = office.member()
        rights = declared(office, papers, member)
        refusing = RefuseRights(rights_id=rights.id or uuid4(), reason="Illisible.")
        keys = uuid4().hex, uuid4().hex
        replies = each((caller, second), (confirming(rights.id), refusing), (office.officer, office.officer), keys)
        outcomes = [(one["error"] or {}).get("value") or one["result"]["state"] for one in replies]
        assert sorted(outcomes) in (["confirmed", "rights-already-settled"], ["refused", "rights-already-settled"])
        assert len(changes(office, rights.id, office.officer)) == 2

        other = office.member()
        rights = declared(office, papers, other)
        again = declaring(papers, other, reference_tax_income=Decimal(12000))
        replies = each((caller, second), (confirming(rights.id), again), (office.officer, other.actor), keys[::-1])
        outcomes = [(one["error"] or {}).get("value") or one["result"]["state"] for one in replies]
        history = changes(office, rights.id, office.officer)
        assert [one[0] for one in history] == list(range(1, len(history) + 1))
        if outcomes[1] == "rights-already-settled":
            assert (outcomes[0], len(history)) == ("confirmed", 2)
        else:
            assert outcomes == ["confirmed", "declared"]
            assert history[1:] == [(2, 2, "declared", "member"), (3, 3, "confirmed", "officer")]


def test_what_the_version_before_writes_is_declared_and_stands_in_the_history(
    office: Office, papers: Papers, identity_database: sa.Engine
) -> None:
    member = office.member()
    at = datetime.now(UTC) - timedelta(days=1)
    old = {"reference_tax_income": 24000, "monthly_family_allowances": 0, "parts": 2, "quotient": 1000}
    key = {"member_id": member.id, "year": THIS_YEAR}
    with identity_database.begin() as connection:
        connection.execute(sa.insert(RIGHTS).values(**key, **old, opened_at=at))
    (rights,) = office.call(ListRights(), member.actor).items
    assert (rights.state, rights.revision, rights.version) == ("declared", 1, 1)
    assert changes(office, rights.id, member.actor) == [(1, 1, "declared", "member")]

    office.call(confirming(rights.id), office.officer)
    with identity_database.begin() as connection:
        mine = (RIGHTS.c.member_id == member.id, RIGHTS.c.year == THIS_YEAR)
        connection.execute(sa.update(RIGHTS).where(*mine).values(quotient=2, opened_at=at + timedelta(hours=1)))
    (rewritten,) = office.call(ListRights(), member.actor).items
    assert (rewritten.state, rewritten.revision, rewritten.version) == ("declared", 2, 3)
    office.call(confirming(rights.id), office.officer)
    assert changes(office, rights.id, member.actor) == [
        (1, 1, "declared", "member"),
        (2, 1, "confirmed", "officer"),
        (3, 2, "declared", "member"),
        (4, 2, "confirmed", "officer"),
    ]


def test_the_rights_of_the_new_year_are_shown_from_midnight_in_paris(
    office: Office, papers: Papers, identity_database: sa.Engine
) -> None:
    member = office.member()
    declared(office, papers, member)
    first_hour = datetime(THIS_YEAR - 1, 12, 31, 23, 30, tzinfo=UTC)
    with Session(identity_database) as session:
        rights = people.me(session, member.id, "fr", first_hour).rights
    assert rights is not None
    assert rights.year == THIS_YEAR

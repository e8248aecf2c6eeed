"""What a member could ask for, over the bus; and that the amounts of lists are those of the applications."""

from uuid import uuid4

from services.contracts.applications import (
    GetApplication,
    GetRadar,
    ListApplications,
    SaveAnswers,
    StartApplication,
)
from tests.integration.applications.catalogue import TODAY, holidays
from tests.integration.applications.desk import Desk
from tests.parts.waiting import wait_for


def test_the_radar_follows_household_quotient_papers_and_what_was_begun(desk: Desk) -> None:
    ana = uuid4()
    desk.neighbours.quotients[ana] = {TODAY.year: "600.00"}

    item = desk.member(ana, GetRadar(code="holidays")).items[0]
    assert (item.eligible, item.reasons, item.application_id) == (True, ["Pour Zoé."], None)
    assert item.estimate.amount.amount == 220
    assert [each.document for each in item.missing] == ["tax_notice"]
    assert "holidays" in [each.code for each in desk.member(ana, GetRadar()).items]
    assert desk.member(ana, GetRadar(code="no-such-benefit")).items == []

    desk.accept(desk.document(ana))
    wait_for(lambda: not desk.member(ana, GetRadar(code="holidays")).items[0].missing, what="the notice to be known")
    started = desk.member(ana, StartApplication(benefit_code="holidays"))
    item = desk.member(ana, GetRadar(code="holidays")).items[0]
    assert item.application_id == started.id
    assert [each.model_dump() for each in item.missing] == [each.model_dump() for each in started.missing]


def test_the_amount_of_a_list_is_that_of_the_application_where_not_all_children_are_meant(desk: Desk) -> None:
    asked = holidays(code="ticked")
    children = asked.form["properties"]["children"]
    children |= {"x-concerned": "/concerned", "x-counts-if": [{"pointer": "/birth_date", "under": 21}]}
    children["items"]["properties"]["concerned"] = {"type": "boolean"}
    asked.form["examples"][0]["children"][0]["concerned"] = True
    desk.catalogue(asked)
    ana = uuid4()
    started = desk.member(ana, StartApplication(benefit_code="ticked"))
    two = [{"given_name": "Zoé", "birth_date": "2015-04-02", "concerned": True}, {"given_name": "Max"}]
    desk.member(ana, SaveAnswers(application_id=started.id, answers={"children": two}))

    listed = desk.member(ana, ListApplications()).items[0]
    found = desk.member(ana, GetApplication(application_id=started.id))
    assert listed.amount == found.estimate.amount
    assert listed.amount.amount == 100

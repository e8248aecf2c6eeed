"""An id of somebody else, in a body or a query, is answered like one that is nobody's: word for word."""

from typing import Any

import pytest

from tests.journeys.belongings import Belongings
from tests.journeys.cast import Cast
from tests.journeys.people import BENEFIT, SLOT

RIGHTS = {"year": 2026, "reference_tax_income": "20000.00"}


@pytest.fixture(scope="module")
def mine(cast: Cast) -> dict[str, str]:
    """What agent B has of their own."""
    draft = cast.agent_b.call("POST", "/applications", {"benefit_code": BENEFIT})["id"]
    submitted = cast.agent_b.call("POST", "/applications", {"benefit_code": BENEFIT})["id"]
    cast.agent_b.call("POST", f"/applications/{submitted}/submit")
    return {"draft": draft, "submitted": submitted}


def asked_with(document: str, notification: str, mine: dict[str, str]) -> dict[str, tuple[str, str, Any]]:
    return {
        "attached": ("PUT", f"/applications/{mine['draft']}/documents/{SLOT}", {"document_id": document}),
        "sent along": (
            "POST",
            f"/applications/{mine['submitted']}/messages",
            {"body": "Ci-joint.", "document_ids": [document]},
        ),
        "as tax notice": ("POST", "/me/rights", RIGHTS | {"tax_notice_document_id": document}),
        "resumed from": ("GET", f"/notifications?after={notification}", None),
    }


@pytest.mark.parametrize("way", ["attached", "sent along", "as tax notice", "resumed from"])
def test_an_id_of_somebody_else_is_nobodys(way: str, belongings: Belongings, mine: dict[str, str]) -> None:
    somebodys = asked_with(belongings.document, belongings.notification, mine)[way]
    nobodys = asked_with(belongings.nothing, belongings.nothing, mine)[way]
    foreign, unknown = (belongings.cast.agent_b.send(*request) for request in (somebodys, nobodys))
    assert (foreign.status_code, foreign.json()) == (unknown.status_code, unknown.json())
    assert foreign.status_code in {404, 422} or foreign.json()["items"] == []


def test_a_cursor_of_somebody_else_leads_to_ones_own_list(belongings: Belongings) -> None:
    a, b = belongings.cast.agent_a, belongings.cast.agent_b
    for _ in range(2):
        a.call("POST", "/applications", {"benefit_code": BENEFIT})
    theirs = {each["id"] for each in a.call("GET", "/applications", params={"limit": "100"})["items"]}
    cursor = a.call("GET", "/applications", params={"limit": "1"})["next_cursor"]
    found = b.call("GET", "/applications", params={"limit": "100", "cursor": cursor})["items"]
    assert {each["id"] for each in found} & theirs == set()

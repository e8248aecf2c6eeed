"""What the rules say, on the page of who applies and of who decides."""

import pytest

from services.contracts.actor import Role
from services.contracts.applications import CheckView, GetReview, OverrideRule
from tests.browser import scenes
from tests.gateway.pages.conftest import Reader

pytestmark = pytest.mark.anyio
FILE = f"/staff/applications/{scenes.REVIEWED}"
LATE = CheckView(rule="ahead", kind="deadline", outcome="blocking", text="Il faut 2 mois d’avance.", overridable=True)


async def test_an_officer_sees_the_checks_and_makes_an_exception_with_a_reason(reader: Reader) -> None:
    reader.sign_in(Role.OFFICER, portal="staff")
    review = scenes.review(scenes.REVIEWED).model_copy(update={"checks": [LATE]})
    reader.bus.answers |= {GetReview: review, OverrideRule: review}
    await reader.go(FILE)
    assert LATE.text in reader.page.text
    answer = await reader.send(f"{FILE}/override", rule="ahead", override_reason="Transmis en retard.")
    assert answer.status_code == 303
    sent, _ = reader.bus.last(OverrideRule)
    assert (sent.rule, sent.reason) == ("ahead", "Transmis en retard.")

"""The private address of a member's calendar, on its page."""

import re
from datetime import UTC, datetime

import pytest

from gateway.calendars import hash_of
from services.contracts.applications import (
    DeadlinesTokenView,
    GetDeadlinesToken,
    MakeDeadlinesToken,
    RevokeDeadlinesToken,
)
from services.contracts.base import Done
from tests.gateway.pages.conftest import Reader

pytestmark = pytest.mark.anyio
PAGE = "/agent/file/calendar"


async def test_an_address_is_shown_once_then_replaced_or_removed(reader: Reader) -> None:
    reader.sign_in()
    made = DeadlinesTokenView(made_at=datetime(2026, 11, 2, 8, tzinfo=UTC))
    reader.bus.answers |= {GetDeadlinesToken: DeadlinesTokenView(made_at=None), MakeDeadlinesToken: made}
    await reader.go("/agent/file")
    assert f'href="{PAGE}"' in reader.page.text
    await reader.go(PAGE)
    assert "deadlines.ics" not in reader.page.text
    assert f'action="{PAGE}/revoke"' not in reader.page.text
    answer = await reader.send(PAGE)
    (token,) = re.findall(r"/api/v1/me/deadlines\.ics\?token=([\w-]+)", answer.text)
    assert reader.bus.last(MakeDeadlinesToken)[0].token_hash == hash_of(token)
    reader.bus.answers |= {GetDeadlinesToken: made, RevokeDeadlinesToken: Done()}
    await reader.go(PAGE)
    assert (token in reader.page.text, "2 novembre 2026" in reader.text) == (False, True)
    answer = await reader.send(f"{PAGE}/revoke")
    assert (answer.status_code, answer.headers["location"]) == (303, PAGE)
    assert reader.bus.count(RevokeDeadlinesToken) == 1

"""What is not changed by `PATCH /me` is refused with where it is, instead of being passed over."""

import httpx
import pytest

from gateway.api.identity.me import CHANGED_ELSEWHERE
from services.contracts.actor import Role
from services.contracts.identity import MeView, UpdateMe
from tests.browser.examples import example
from tests.gateway.fake_bus import FakeBus

pytestmark = pytest.mark.anyio


async def test_each_field_that_a_file_shows_is_changed_here_or_says_where(
    client: httpx.AsyncClient, bus: FakeBus
) -> None:
    bus.answers[UpdateMe] = example(MeView)
    headers = {"Authorization": f"Bearer {bus.sign_in(Role.MEMBER)}", "Accept-Language": "en"}
    for name in CHANGED_ELSEWHERE:
        answer = await client.patch("/api/v1/me", json={name: "x", "phone": "0102030405"}, headers=headers)
        told = answer.json()
        assert (answer.status_code, told["code"]) == (422, "changed-elsewhere"), name
        assert [each["pointer"] for each in told["errors"]] == [f"/{name}"]
    named = await client.patch("/api/v1/me", json={"family_name": "x"}, headers=headers)
    assert "/me/corrections" in named.json()["errors"][0]["detail"]
    unknown = await client.patch("/api/v1/me", json={"favourite": "x"}, headers=headers)
    assert (unknown.status_code, unknown.json()["errors"][0]["pointer"]) == (422, "/favourite")
    assert bus.count(UpdateMe) == 0
    shown_only = {
        "totp_enrolled",
        "recovery_codes_left",
        "rights",
        "version",
        "departed_on",
        "second_email",
        "pending_second_email",
        "survivor_of",
        "access_ends_at",
    }
    assert MeView.model_fields.keys() - UpdateMe.model_fields.keys() - shown_only <= CHANGED_ELSEWHERE.keys()

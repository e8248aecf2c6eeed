"""What was lost is found again."""

import pytest

from services.contracts.actor import Role
from services.contracts.identity import GetMember, ResetMemberSecondFactor
from services.contracts.identity.recovery import KeepSecondFactor, MakeRecoveryCodes
from services.contracts.identity.refusals import WrongCode
from tests.browser import scenes
from tests.gateway.pages.conftest import Reader
from tests.gateway.pages.test_keeping_an_account import has_a_factor

pytestmark = pytest.mark.anyio


async def test_recovery_codes_are_shown_in_the_answer_to_a_code_and_nowhere_else(reader: Reader) -> None:
    has_a_factor(reader)
    reader.sign_in()
    await reader.go("/agent/file")
    assert "créez-en de nouveaux" in reader.text
    await reader.go("/agent/recovery-codes")
    assert reader.bus.count(MakeRecoveryCodes) == 0
    answer = await reader.send("/agent/recovery-codes", totp="492039")
    assert "2ABC-DEFG-HJKL-MNPQ" in answer.text
    assert "no-store" in answer.headers["cache-control"]
    reader.bus.answers[MakeRecoveryCodes] = WrongCode.at("/totp", "no")
    await reader.go("/agent/recovery-codes")
    refused = await reader.send("/agent/recovery-codes", totp="000000")
    assert (refused.status_code, 'href="#f-totp"' in refused.text) == (422, True)


async def test_a_reset_is_called_off_by_a_click_on_the_page_of_the_link_not_by_opening_it(reader: Reader) -> None:
    await reader.go("/keep-second-factor?token=abc")
    assert reader.bus.count(KeepSecondFactor) == 0
    answer = await reader.send("/keep-second-factor")
    assert (answer.status_code, answer.headers["location"]) == (303, "/keep-second-factor/done")
    assert reader.bus.last(KeepSecondFactor)[0].token == "abc"


async def test_an_officer_asks_for_the_reset_of_a_members_factor_and_for_nothing_else(reader: Reader) -> None:
    reader.sign_in(Role.OFFICER, portal="staff")
    await reader.go("/staff/members?cgos_number=12345674")
    assert "/disable" not in reader.page.text
    here = f"/staff/members/{scenes.MEMBER}/reset-second-factor"
    reader.bus.answers[ResetMemberSecondFactor] = reader.bus.answers[GetMember]
    await reader.go(here)
    answer = await reader.send(here)
    assert answer.status_code == 303
    assert reader.bus.last(ResetMemberSecondFactor)[0].member_id == scenes.MEMBER
    assert (await reader.go(f"/staff/members/{scenes.MEMBER}/disable")).status_code == 403

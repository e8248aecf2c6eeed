from uuid import uuid4

from tests.house.ledger.contracts import GetBalance, PostEntry
from tests.parts.caller import Caller
from tests.parts.keys import Keys
from tests.parts.service import RunningService


def test_a_command_takes_effect_and_a_query_sees_it(ledger: RunningService, caller: Caller, keys: Keys) -> None:
    account = uuid4().hex

    entry = caller.call(PostEntry(account=account, amount=5), actor=keys.member(), key="once")

    assert entry.amount == 5
    assert caller.call(GetBalance(account=account)).balance == 5

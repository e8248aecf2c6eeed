import json
import threading
from uuid import uuid4

import pytest
import sqlalchemy as sa

from services.contracts.actor import Role
from services.contracts.refusals import (
    DeadlineExpired,
    IdempotencyKeyMissing,
    Internal,
    Invalid,
    NotAuthenticated,
    NotPermitted,
    Refusal,
    Unavailable,
)
from tests.house.ledger.contracts import (
    AccountClosed,
    CountAttempt,
    GetBalance,
    PostEntry,
    PostInSecret,
    WriteInQuery,
)
from tests.house.ledger.tables import ticks
from tests.parts.caller import Caller, NoAnswer
from tests.parts.house import House
from tests.parts.keys import Keys
from tests.parts.service import RunningService
from tests.parts.waiting import wait_for

pytestmark = pytest.mark.usefixtures("ledger", "counter")


@pytest.fixture
def account() -> str:
    return uuid4().hex


def test_a_command_takes_effect_and_a_query_sees_it(caller: Caller, keys: Keys, account: str) -> None:
    entry = caller.call(PostEntry(account=account, amount=5), actor=keys.member(), key="once")

    assert entry.amount == 5
    assert caller.call(GetBalance(account=account)).balance == 5


def test_a_plain_nameko_client_may_send_keyword_arguments(caller: Caller, account: str) -> None:
    reply = caller.call_raw("ledger.get_balance", {"args": [], "kwargs": {"account": account}})

    assert reply == {"result": {"account": account, "balance": 0, "entries": 0}, "error": None}


def test_bad_input_is_refused_with_a_pointer_to_each_field(caller: Caller, keys: Keys) -> None:
    body = {"args": [{"account": 7, "ends": "sideways"}], "kwargs": {}}

    error = caller.call_raw("ledger.post_entry", body, **caller.headers(keys.member(), "k"))["error"]

    refusal = Refusal.from_wire(error["exc_args"][0])
    assert isinstance(refusal, Invalid)
    assert [found.pointer for found in refusal.errors] == ["/account", "/amount", "/ends"]
    assert error["value"] == "invalid"


def test_something_that_is_no_object_is_refused(caller: Caller) -> None:
    error = caller.call_raw("ledger.get_balance", {"args": ["me"], "kwargs": {}})["error"]

    assert error["value"] == "invalid"


def test_a_call_past_its_deadline_is_not_run(caller: Caller, keys: Keys, account: str) -> None:
    with pytest.raises(DeadlineExpired):
        caller.call(PostEntry(account=account, amount=5), actor=keys.member(), key="late", deadline=-1)

    assert caller.call(GetBalance(account=account)).entries == 0


def test_a_call_is_given_up_at_its_deadline(caller: Caller, account: str) -> None:
    with pytest.raises(Unavailable):
        caller.call(GetBalance(account=account, seconds=5), deadline=0.5)

    assert caller.call(GetBalance(account=account)).entries == 0


def test_a_visitor_is_asked_to_sign_in(caller: Caller, account: str) -> None:
    with pytest.raises(NotAuthenticated):
        caller.call(PostEntry(account=account, amount=5), key="k")


def test_the_wrong_role_is_not_permitted(caller: Caller, keys: Keys, account: str) -> None:
    with pytest.raises(NotPermitted):
        caller.call(PostEntry(account=account, amount=5), actor=keys.staff(Role.OFFICER), key="k")


def test_an_assertion_that_identity_did_not_sign_is_nobodys(caller: Caller, house: House, account: str) -> None:
    stranger = Keys(house.directory / f"stranger-{account}")

    with pytest.raises(NotAuthenticated):
        caller.call(PostEntry(account=account, amount=5), actor=stranger.member(), key="k")


def test_a_command_without_an_idempotency_key_is_refused(caller: Caller, keys: Keys, account: str) -> None:
    with pytest.raises(IdempotencyKeyMissing) as refused:
        caller.call(PostEntry(account=account, amount=5), actor=keys.member())

    assert refused.value.code == "idempotency-key-missing"


def test_a_refusal_leaves_nothing_behind(caller: Caller, keys: Keys, account: str, ledger_database: sa.Engine) -> None:
    member = keys.member()
    with pytest.raises(AccountClosed) as refused:
        caller.call(PostEntry(account=account, amount=5, ends="refused"), actor=member, key="k")

    assert refused.value.facts == {"account_state": "closed"}
    assert caller.call(GetBalance(account=account)).entries == 0
    again = caller.call(PostEntry(account=account, amount=6), actor=member, key="k")
    assert again.amount == 6, "a refusal is not a saved answer"


def test_an_effect_on_refusal_stays(caller: Caller, keys: Keys, account: str) -> None:
    command = CountAttempt(account=account, amount=1, ends="refused")
    for _ in range(2):
        with pytest.raises(AccountClosed):
            caller.call(command, actor=keys.member(), key="k")

    assert caller.call(GetBalance(account=account)).entries == 2


def test_nothing_but_a_coded_refusal_leaves_a_service(
    caller: Caller, keys: Keys, account: str, ledger: RunningService
) -> None:
    command = PostEntry(account=account, amount=5, ends="broken")
    body = {"args": [command.model_dump()], "kwargs": {}}

    reply = caller.call_raw("ledger.post_entry", body, **caller.headers(keys.member(), "k"))

    assert reply["error"]["value"] == "internal"
    assert reply["error"]["exc_args"] == [Internal().to_wire()]
    assert account not in json.dumps(reply)
    assert "LookupError" in ledger.log.read_text()
    assert caller.call(GetBalance(account=account)).entries == 0


@pytest.mark.parametrize("kind", [PostEntry, CountAttempt])
def test_a_refusal_that_the_command_does_not_declare_is_a_defect(
    kind: type[PostEntry], caller: Caller, keys: Keys, account: str, ledger: RunningService
) -> None:
    with pytest.raises(Internal):
        caller.call(kind(account=account, amount=5, ends="undeclared"), actor=keys.member(), key="k")

    assert caller.call(GetBalance(account=account)).entries == 0
    (noted,) = [
        line for line in ledger.log.read_text().splitlines() if kind.method() in line and "NoSuchDrawer" in line
    ]
    assert '"error"' in noted
    assert account not in noted


def test_a_method_that_is_not_there_is_unavailable_for_now(caller: Caller) -> None:
    assert caller.call_raw("ledger.do_magic", {"args": [], "kwargs": {}})["error"]["value"] == "unavailable"


def test_a_reply_goes_to_nobody_who_may_not_ask(
    caller: Caller, house: House, ledger: RunningService, account: str
) -> None:
    stranger = Caller(house.rabbitmq.url, process="offers")
    body = {"args": [{"account": account}], "kwargs": {}}
    with pytest.raises(NoAnswer):
        stranger.call_raw("ledger.get_balance", body, timeout=1)
    stranger.close()

    assert caller.call(GetBalance(account=account)).entries == 0
    assert "ACCESS_REFUSED" not in ledger.log.read_text()


def test_a_query_cannot_write(caller: Caller, account: str) -> None:
    with pytest.raises(Internal):
        caller.call(WriteInQuery(account=account))

    assert caller.call(GetBalance(account=account)).entries == 0


def test_a_call_that_cannot_be_read_goes_to_the_dead_letters(caller: Caller, account: str) -> None:
    call = caller.send("ledger.get_balance", "no envelope")

    assert caller.dead_letters("rpc-ledger", correlation_id=call)


class TestIdempotency:
    def test_a_repeated_command_answers_what_it_answered(self, caller: Caller, keys: Keys, account: str) -> None:
        member = keys.member()
        command = PostEntry(account=account, amount=5)

        first = caller.call(command, actor=member, key="k")
        second = caller.call(command, actor=member, key="k")

        assert first == second
        assert caller.call(GetBalance(account=account)).entries == 1

    def test_the_same_key_with_another_body_is_refused(self, caller: Caller, keys: Keys, account: str) -> None:
        member = keys.member()
        caller.call(PostEntry(account=account, amount=5), actor=member, key="k")

        with pytest.raises(Invalid) as refused:
            caller.call(PostEntry(account=account, amount=6), actor=member, key="k")

        assert refused.value.code == "idempotency-key-reused"

    def test_another_member_may_use_the_same_key(self, caller: Caller, keys: Keys, account: str) -> None:
        for _ in range(2):
            caller.call(PostEntry(account=account, amount=5), actor=keys.member(), key="k")

        assert caller.call(GetBalance(account=account)).entries == 2

    def test_duplicates_at_the_same_moment_run_once(self, caller: Caller, house: House, account: str) -> None:
        member = house.keys.member()
        command = PostEntry(account=account, amount=5, seconds=0.3)
        answers: list[object] = []

        def send() -> None:
            own = Caller(house.rabbitmq.url)
            answers.append(own.call(command, actor=member, key="k"))
            own.close()

        threads = [threading.Thread(target=send) for _ in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert len(answers) == 5
        assert len(set(map(repr, answers))) == 1
        assert caller.call(GetBalance(account=account)).entries == 1

    def test_a_secret_reply_is_never_saved(
        self, caller: Caller, keys: Keys, account: str, ledger_database: sa.Engine
    ) -> None:
        member = keys.member()
        first = caller.call(PostInSecret(account=account, amount=5), actor=member, key="secret")
        second = caller.call(PostInSecret(account=account, amount=5), actor=member, key="secret")

        assert first != second
        with ledger_database.connect() as connection:
            saved = connection.scalar(sa.text("SELECT count(*) FROM idempotency WHERE key = 'secret'"))
        assert saved == 0


def test_timers_tick_in_a_transaction_or_with_their_own(ledger_database: sa.Engine) -> None:
    def count() -> int:
        with ledger_database.connect() as connection:
            return connection.scalar(sa.select(sa.func.count()).select_from(ticks)) or 0

    before = count()
    wait_for(lambda: count() >= before + 3, what="three more ticks")

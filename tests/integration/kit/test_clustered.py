"""With a cluster, calls survive the loss of a node: their queue is a quorum queue, where a setting says so."""

from uuid import uuid4

import sqlalchemy as sa

from tests.house.ledger.contracts import GetBalance
from tests.parts.caller import Caller
from tests.parts.house import House, url_of


def test_the_queue_of_calls_is_quorum_where_the_broker_is_a_cluster(
    house: House, ledger_database: sa.Engine, caller: Caller
) -> None:
    caller.delete_queue("rpc-ledger")
    service = house.service("tests.house.ledger", url_of(ledger_database), BROKER_CLUSTERED="true").start()
    try:
        assert caller.call(GetBalance(account=uuid4().hex)).entries == 0
        told = house.rabbitmq.ctl("list_queues", "name", "type")
        assert "rpc-ledger\tquorum" in told
    finally:
        service.stop()
        caller.delete_queue("rpc-ledger")

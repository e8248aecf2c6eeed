from services.contracts.actor import SERVICES
from services.contracts.base import Query
from tests.house.ledger.contracts import BalanceView


class GetCount(Query[BalanceView]):
    callers = SERVICES
    senders = frozenset({"ledger"})
    account: str

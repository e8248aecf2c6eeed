"""A service with many consumers: between the first and the last that opens there is time to be called."""

import eventlet

from services.kit.events.consumers import consumes
from services.kit.rpc.answering import handles
from services.kit.rpc.client import RpcClient
from services.kit.work import Context, Work
from tests.house.crowd.contracts import Greet, Greeting
from tests.house.ledger.contracts import EntryPosted

LISTENERS = 12


def hang(_service: "CrowdService", query: Greet, _context: Context) -> None:
    eventlet.sleep(query.seconds)


class CrowdService:
    name = "crowd"
    rpc = RpcClient()

    @handles(Greet, prepare=hang)
    def greet(self, _query: Greet, _work: Work, _nothing: None) -> Greeting:
        return Greeting()


def listen(_service: CrowdService, _event: EntryPosted, _work: Work) -> None:
    return


for number in range(LISTENERS):
    setattr(CrowdService, f"on_entry_posted_{number}", consumes(EntryPosted)(listen))

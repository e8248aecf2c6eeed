"""Each account of the broker against every command, event, exchange and queue: what it can publish, read, bind and
declare, beside what the contracts ask for."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from uuid import uuid4

from deploy.rabbitmq.catalogue import GATEWAY, Catalogue
from services.kit.broker.integrators import VHOST
from services.kit.broker.topology import DEAD_LETTER_EXCHANGE, JOURNAL, LOOPBACK, RPC_EXCHANGE
from tests.trust.accounts import Account, NotLetIn
from tests.trust.table import Table

HOUSE = ""
DELAY = 500
UrlOf = Callable[[str, str], str]
"""Of an account, in a virtual host."""


class Bus:
    """Of a broker with its definitions; services need not run."""

    def __init__(self, url_of: UrlOf, catalogue: Catalogue, integrators: Iterable[str]) -> None:
        self._url_of = url_of
        self._catalogue = catalogue
        self._integrators = list(integrators)
        self._processes = [*catalogue.services, GATEWAY]
        self._replies = {process: f"reply-{process}-{uuid4()}" for process in self._processes}
        self._table = Table("bus")

    def try_everything(self) -> Table:
        with ExitStack() as stack:
            inside = {name: self._account(name, HOUSE, stack) for name in self._processes}
            for name, account in inside.items():
                account.makes_queue(f"rpc.{self._replies[name]}", durable=True, arguments={"x-expires": 60_000})
            for name, account in inside.items():
                self._try_calls(name, account)
                self._try_events(name, account)
                self._try_exchanges(name, account)
                self._try_queues(name, account)
            self._try_outside(stack)
        for name in self._integrators:
            self._expect(name, "enters the house", allowed=self._enters(name, HOUSE), asked_for=False)
        self._expect(GATEWAY, "enters among integrators", allowed=self._enters(GATEWAY, VHOST), asked_for=False)
        return self._table

    def _try_calls(self, name: str, account: Account) -> None:
        calls, mine = RPC_EXCHANGE.name, f"rpc.{self._replies[name]}"
        for request in self._catalogue.requests:
            key = request.routing_key()
            self._expect(name, f"asks {key}", account.publishes(calls, key), name in request.senders)
            self._expect(name, f"hears {key}", account.binds(mine, calls, key), asked_for=False)
        for service in self._catalogue.services:
            own = name == service
            key = f"{service}.{LOOPBACK}"
            self._expect(name, f"asks {key}", account.publishes(calls, key), own)
            self._expect(name, f"hears {service}.*", account.binds(mine, calls, f"{service}.*"), own)
            secrets, told = f"{service}.sealed.*", own and self._catalogue.is_told_secrets(service)
            self._expect(name, f"hears {secrets}", account.binds(mine, calls, secrets), told)
        for process, reply in self._replies.items():
            asked = process in self._catalogue.senders_to(name) or (name == process and name != GATEWAY)
            self._expect(name, f"replies to {process}", account.publishes(calls, reply), asked)
            self._expect(name, f"hears replies to {process}", account.binds(mine, calls, reply), name == process)
        for key in ("#", "*.*", "reply-#", "*"):
            self._expect(name, f"hears {key} of the calls", account.binds(mine, calls, key), asked_for=False)

    def _try_events(self, name: str, account: Account) -> None:
        mine = f"rpc.{self._replies[name]}"
        for event in self._catalogue.events:
            exchange, key = f"{event.service()}.events", event.event_type()
            self._expect(name, f"tells {key}", account.publishes(exchange, key), name == event.service())
            self._expect(name, f"hears {key}", account.binds(mine, exchange, key), name in event.subscribers)
        for service in self._catalogue.services:
            exchange = f"{service}.events"
            self._expect(
                name, f"tells nonsense on {exchange}", account.publishes(exchange, "nonsense"), asked_for=False
            )
            self._expect(name, f"hears all of {exchange}", account.binds(mine, exchange, "#"), asked_for=False)

    def _try_exchanges(self, name: str, account: Account) -> None:
        mine, dead = f"rpc.{self._replies[name]}", DEAD_LETTER_EXCHANGE.name
        events = [f"{service}.events" for service in self._catalogue.services]
        for exchange in (RPC_EXCHANGE.name, dead, *events):
            self._expect(name, f"declares {exchange}", account.declares_exchange(exchange), asked_for=False)
        for service in self._catalogue.services:
            for exchange in (f"delay.{service}.{DELAY}", f"retries.{service}"):
                self._expect(name, f"declares {exchange}", account.declares_exchange(exchange), name == service)
                self._expect(name, f"puts off by {exchange}", account.publishes(exchange, "x"), name == service)
        self._expect(name, "gives up on a message", account.publishes(dead, "nobody"), name != GATEWAY)
        for queue in self._queues():
            self._expect(name, f"hears what is dead of {queue}", account.binds(mine, dead, queue), asked_for=False)
        for exchange in ("", "amq.topic", "amq.direct", "amq.fanout", "amq.headers"):
            self._expect(
                name, f"publishes to {exchange!r}", account.publishes(exchange, "rpc-identity"), asked_for=False
            )
        for destination in (RPC_EXCHANGE.name, dead):
            bound = account.binds_exchange(destination, RPC_EXCHANGE.name, "#")
            self._expect(name, f"pours the calls into {destination}", bound, asked_for=False)

    def _try_queues(self, name: str, account: Account) -> None:
        for owner, queue in self._owned_queues():
            own = name == owner
            self._expect(name, f"declares {queue}", account.declares_queue(queue), own)
            self._expect(name, f"reads {queue}", account.reads(queue), own)
            bound = account.binds(queue, RPC_EXCHANGE.name, self._replies[name])
            self._expect(name, f"binds {queue}", bound, own)
            if not own:
                self._expect(name, f"deletes {queue}", account.deletes_queue(queue), asked_for=False)
        for queue in self._queues():
            self._expect(name, f"declares dead.{queue}", account.declares_queue(f"dead.{queue}"), asked_for=False)
            self._expect(name, f"reads dead.{queue}", account.reads(f"dead.{queue}"), asked_for=False)
            self._expect(name, f"deletes dead.{queue}", account.deletes_queue(f"dead.{queue}"), asked_for=False)
        self._expect(name, "declares a queue of any name", account.declares_queue(f"any-{uuid4()}"), asked_for=False)

    def _try_outside(self, stack: ExitStack) -> None:
        for name in self._catalogue.services:
            account = self._account(name, VHOST, stack)
            for event in self._catalogue.events:
                told = account.publishes(f"{event.service()}.events", event.event_type())
                asked = name == event.service() and bool(event.public_fields)
                self._expect(name, f"tells integrators {event.event_type()}", told, asked)
            self._expect(name, "reads the journal", account.reads(JOURNAL), asked_for=False)
            self._expect(name, "declares a queue there", account.declares_queue(f"{name}.mine"), asked_for=False)
        for name in self._integrators:
            self._try_integrator(name, self._account(name, VHOST, stack))

    def _try_integrator(self, name: str, account: Account) -> None:
        mine = f"{name}.{uuid4()}"
        account.makes_queue(mine, exclusive=True)
        for service in self._catalogue.services:
            exchange = f"{service}.events"
            self._expect(name, f"hears {exchange}", account.binds(mine, exchange, "#"), asked_for=True)
            self._expect(name, f"tells on {exchange}", account.publishes(exchange, "anything"), asked_for=False)
            self._expect(name, f"declares {exchange}", account.declares_exchange(exchange), asked_for=False)
        for event in self._catalogue.events:
            exchange, key = f"{event.service()}.events", event.event_type()
            self._expect(name, f"tells {key}", account.publishes(exchange, key), asked_for=False)
        self._expect(name, "deletes the journal", account.deletes_queue(JOURNAL), asked_for=False)
        self._expect(name, "fills the journal", account.binds(JOURNAL, "identity.events", "#"), asked_for=False)
        self._expect(name, "publishes to ''", account.publishes("", JOURNAL), asked_for=False)
        for queue in ("somebody.else", "amq.gen-1", f"{name}-else", "rpc-identity"):
            self._expect(name, f"declares {queue}", account.declares_queue(queue), asked_for=False)
            self._expect(name, f"reads {queue}", account.reads(queue), asked_for=False)

    def _owned_queues(self) -> Iterator[tuple[str, str]]:
        for service in self._catalogue.services:
            yield service, f"rpc-{service}"
            yield service, f"delay.{service}.{DELAY}"
            if self._catalogue.is_told_secrets(service):
                yield service, f"rpc-{service}.sealed"
        for queue in self._catalogue.event_queues:
            owner = queue.rpartition("--")[2].partition(".")[0]
            yield owner, queue
            yield owner, f"retry.{queue}"
        for process, reply in self._replies.items():
            yield process, f"rpc.{reply}"
        yield GATEWAY, f"gateway-events-{uuid4()}"

    def _queues(self) -> list[str]:
        """Those whose dead letters are kept."""
        return [*self._catalogue.event_queues, *(f"rpc-{service}" for service in self._catalogue.services)]

    def _account(self, name: str, vhost: str, stack: ExitStack) -> Account:
        account = Account(self._url_of(name, vhost))
        stack.callback(account.close)
        return account

    def _enters(self, name: str, vhost: str) -> bool:
        try:
            Account(self._url_of(name, vhost)).close()
        except NotLetIn:
            return False
        return True

    def _expect(self, who: str, what: str, allowed: bool, asked_for: bool) -> None:
        self._table.note(who, what, allowed=allowed, asked_for=asked_for)

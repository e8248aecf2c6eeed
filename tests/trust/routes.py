"""Every route of the API, every page and every action of a page, tried by everybody on things of theirs, of somebody
else and of nobody; beside what the routes declare and the rules say."""

import re
from collections.abc import Iterator
from uuid import UUID

from deploy.demo.client import wait_until
from gateway.app import create_app
from gateway.settings import GatewaySettings
from tests.journeys.access_table import TABLE, Row
from tests.journeys.belongings import Belongings
from tests.journeys.cast import Cast
from tests.journeys.people import BENEFIT, SLOT
from tests.trust.crowd import Crowd
from tests.trust.declared import Route, routes
from tests.trust.door import Answer, Door
from tests.trust.rules import ANSWERED, NOT_THERE, NOT_YOURS, STEP_FIRST, WHOSE, Caller, area, beyond, expected
from tests.trust.table import Table

THINGS = {
    "application_id": "application",
    "claim_id": "handed_over",
    "document_id": "document",
    "thread_id": "thread",
    "notification_id": "notification",
    "newest_id": "notification",
    "account_id": "colleague",
    "member_id": "departed",
    "offer_id": "offer",
    "request_id": "asked",
    "rights_id": "rights",
    "session_id": "session",
    "export_id": "export",
    "erasure_id": "erasure",
    "correction_id": "correction",
    "departure_id": "departure",
    "survivor_id": "survivor",
    "code": "benefit",
    "letter_code": "letter",
    "decision_correction_id": "decision_correction",
}
"""What a page's address names, where the API's table does not say it of the command of the same name."""
IN_THE_BODY = {"mark_notifications_read": "notification"}
"""What is named there and not in the address."""
NOBODYS = str(UUID(int=0))
WORDS = {"code": BENEFIT, "slot": SLOT, "act": "end-sessions", "officer_id": NOBODYS, "amendment_id": NOBODYS}
SIGNS_OUT = "log_out"
LAST = ("change_password", SIGNS_OUT)
"""What slows its caller down, and what ends their session: nothing else is tried in it afterwards."""
EMPTY = Row(frozenset())


class Routes:
    def __init__(self, cast: Cast) -> None:
        self._of = Belongings(cast)
        self._door = Door(cast.stack.gateway)
        self._crowd = Crowd(cast)
        self._table = Table("routes")

    def try_everything(self) -> Table:
        self._prepare()
        callers = list(self._crowd.callers())
        try:
            for route in sorted(every_route(), key=_turn):
                if route.is_page and route.name == SIGNS_OUT:
                    self._crowd.sign_in_again()
                for problem in problems(route):
                    self._table.mismatch("the table", str(route), expected="nothing to say", found=problem)
                if not any(unknowns(route)):
                    self._try(route, callers)
        finally:
            self._door.close()
        return self._table

    def _prepare(self) -> None:
        """Officers find what a submitted application holds, once documents was told."""
        document, officer = self._of.document, self._of.cast.officer
        assert self._of.application
        found = f"/documents/{document}"
        wait_until(lambda: officer.send("GET", found).status_code == 200, "officers to find a document")

    def _try(self, route: Route, callers: list[Caller]) -> None:
        kind = thing_of(route)
        thing = self._named(kind)
        for portal in route.portals or ("staff" if route.path.startswith("/staff") else "agent",):
            # Those who may come last: what they do is allowed to change what the others asked for.
            wanted = {caller.name: expected(route, caller, kind, portal) for caller in callers}
            for caller in sorted(callers, key=lambda each: wanted[each.name] in {ANSWERED, STEP_FIRST}):
                answered = wanted[caller.name] == ANSWERED
                self._try_as(route, caller, portal, self._named(kind) if answered else thing, wanted[caller.name])

    def _try_as(self, route: Route, caller: Caller, portal: str, thing: str, wanted: str) -> None:
        what = str(route).replace("{portal}", portal)
        answer = self._knock(route, caller, portal, thing)
        self._table.tried += 1
        if answer.outcome != wanted:
            self._table.mismatch(caller.name, what, expected=wanted, found=f"{answer.outcome} ({answer.status})")
        elif thing and wanted in {NOT_YOURS, NOT_THERE}:  # without a session nothing is looked at
            nothing = self._knock(route, caller, portal, self._of.nothing)
            self._table.tried += 1
            if nothing.without_what_passes != answer.without_what_passes:
                found = f"another ({answer.status}, and {nothing.status})"
                self._table.mismatch(caller.name, what, expected="the answer that nobody's thing gets", found=found)

    def _named(self, kind: str) -> str:
        """A new one where it can be used up."""
        return self._of.named(kind) if kind and kind != "benefit" else ""

    def _knock(self, route: Route, caller: Caller, portal: str, thing: str) -> Answer:
        row = row_of(route)
        body = row.body(self._of, re.sub(r"\W+", "-", caller.name)) if callable(row.body) else row.body
        if route.is_page and route.name == "log_in":
            body = None  # what the staff's page wants is none of a member's
        path = route.path.format(
            portal=portal, **{name: WORDS.get(name, thing) for name in route.parameters} | dict(row.more)
        )
        return self._door.knock(route, path, caller, portal, body)


def every_route() -> Iterator[Route]:
    return routes(create_app(GatewaySettings(environment="test")))


def _turn(route: Route) -> tuple[int, bool]:
    return LAST.index(route.name) if route.name in LAST else -1, route.is_page


def row_of(route: Route) -> Row:
    return TABLE.get(route.name, EMPTY)


def thing_of(route: Route) -> str:
    """Empty where the address names none."""
    row = row_of(route)
    if named := row.of or IN_THE_BODY.get(route.name):
        return named
    if BENEFIT in [value for _, value in row.more] or (isinstance(row.body, dict) and BENEFIT in row.body.values()):
        return "benefit"
    return next((THINGS[name] for name in route.parameters if name in THINGS and not row.more), "")


def problems(route: Route) -> Iterator[str]:
    yield from unknowns(route)
    if outside := beyond(route):
        yield f"declared for {', '.join(sorted(outside))}, beyond its area"


def unknowns(route: Route) -> Iterator[str]:
    """What nobody has said of a route, without which it cannot be tried."""
    if area(route) is None:
        yield "in no area of tests/trust/rules.py"
    if not route.is_page and not route.is_probe and route.name not in TABLE and route.name != SIGNS_OUT:
        yield "without a row in tests/journeys/access_table.py"
    if route.is_page and (left := set(route.parameters) - THINGS.keys() - WORDS.keys()):
        yield f"naming {', '.join(sorted(left))}, which THINGS does not know"
    if (thing := thing_of(route)) and thing not in WHOSE:
        yield f"about {thing}, of which WHOSE does not say who finds it"

"""Everybody who comes to the space in the tests of its edge, signed in once for all of them."""

import time
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from deploy.demo.client import Client, Inbox
from deploy.demo.people import ask_for_number, open_staff_account
from deploy.demo.state import State
from tests.journeys.people import PASSWORD, PROFESSIONS
from tests.journeys.stack import RunningStack

SIGNED_IN_FOR = 5 * 60
"""Seconds after which a session is refreshed: an access token lives for ten minutes."""


class Person:
    """Somebody with a client of their own; a visitor until they sign in."""

    def __init__(self, name: str, gateway: str, credentials: dict[str, str] | None = None) -> None:
        self.name = name
        self.gateway = gateway
        self.credentials = credentials or {}
        """The body of a login."""
        self._client = Client(gateway, language="en")
        self._session: dict[str, Any] | None = None
        self._since = 0.0

    def signed_in(self, portal: str) -> "Person":
        body = {name: value for name, value in self.credentials.items() if name != "portal"}
        self._keep(self._client.log_in(body, portal))
        return self

    @property
    def client(self) -> Client:
        self._stay_signed_in()
        return self._client

    def send(self, method: str, path: str, body: Any = None, **options: Any) -> httpx.Response:
        """The answer, whatever it is."""
        return self.client.send(method, path, body, **options)

    def call(self, method: str, path: str, body: Any = None, **options: Any) -> Any:
        """The decoded answer. Raises Refused."""
        return self.client.call(method, path, body, **options)

    @property
    def session(self) -> dict[str, Any]:
        """What the last login or refresh answered; empty for a visitor."""
        return self._session or {}

    @property
    def headers(self) -> dict[str, str]:
        """For a client that is not ours."""
        self._stay_signed_in()
        return {"Authorization": f"Bearer {self._session['access_token']}"} if self._session else {}

    def _stay_signed_in(self) -> None:
        if self._session is None or time.monotonic() - self._since < SIGNED_IN_FOR:
            return
        token = {"refresh_token": self._session["refresh_token"]}
        self._keep(Client(self.gateway).call("POST", "/auth/refresh", token))

    def _keep(self, session: dict[str, Any]) -> None:
        self._session, self._since = session, time.monotonic()
        self._client.use_session(session)


class Cast:
    """Each appears when first asked for. Staff codes are good once, so nobody signs in twice."""

    def __init__(self, stack: RunningStack, directory: Path) -> None:
        self.stack = stack
        self.inbox = Inbox(stack.inbox)
        self._state = State(directory / "cast.json")

    @cached_property
    def visitor(self) -> Person:
        return Person("visitor", self.stack.gateway)

    @cached_property
    def agent_a(self) -> Person:
        """Of the correspondent's establishment, and owner of all that is looked at."""
        return self.new_member("agent_a")

    @cached_property
    def agent_b(self) -> Person:
        return self._of_the_demo("agent", "agent", "agent_b")

    @cached_property
    def medical(self) -> Person:
        return self._of_the_demo("medical", "medical")

    @cached_property
    def restricted(self) -> Person:
        return self.new_restricted()

    def new_restricted(self) -> Person:
        """In a session that a temporary password opened."""
        number, temporary = self._first_login(f"restricted-{uuid4().hex[:12]}@agentspace.example", "agent")
        return Person("restricted", self.stack.gateway, number | {"password": temporary}).signed_in("agent")

    @cached_property
    def unfinished(self) -> Person:
        """Of the staff, with a password of their own and no second factor yet."""
        email = self.new_colleague(["officer"])["email"]
        temporary = self.inbox.temporary_password(email)
        person = Person("unfinished", self.stack.gateway, {"email": email, "password": temporary}).signed_in("staff")
        person.call("POST", "/auth/password", {"current_password": temporary, "new_password": PASSWORD})
        person.credentials = {"email": email, "password": PASSWORD}
        return person

    def new_colleague(self, roles: list[str], *establishments: str) -> dict[str, Any]:
        """An account of the staff, with a temporary password under way."""
        account: dict[str, Any] = self.administrator.call(
            "POST",
            "/staff/accounts",
            {
                "email": f"colleague-{uuid4().hex[:12]}@agentspace.example",
                "family_name": "Essai",
                "given_name": "Noa",
                "roles": roles,
                "scope": {"establishments": list(establishments)},
            },
        )
        return account

    def signed_in_colleague(self, roles: list[str], *establishments: str) -> tuple[str, Person]:
        """The id of their account, and they, with both factors."""
        email = f"colleague-{uuid4().hex[:12]}@agentspace.example"
        person = {"email": email, "family_name": "Essai", "given_name": "Noa", "roles": roles}
        scope = {"scope": {"establishments": list(establishments)}}
        open_staff_account(
            self._state, email, person | scope, self.administrator.client, self.inbox, self.stack.gateway
        )
        credentials = {key: self._state.account(email)[key] for key in ("email", "password", "totp_secret")}
        colleague = Person(email, self.stack.gateway, credentials).signed_in("staff")
        return str(colleague.call("GET", "/me")["id"]), colleague

    @cached_property
    def officer(self) -> Person:
        return self._of_the_demo("officer", "staff")

    @cached_property
    def correspondent(self) -> Person:
        return self._of_the_demo("establishment", "staff", "correspondent")

    @cached_property
    def other_correspondent(self) -> Person:
        return self._of_another_establishment("establishment")

    @cached_property
    def officer_and_other_correspondent(self) -> Person:
        return self._of_another_establishment("officer", "establishment")

    @cached_property
    def administrator(self) -> Person:
        return self._of_the_demo("administrator", "staff")

    @cached_property
    def finance(self) -> Person:
        return self._of_the_demo("finance", "staff")

    @cached_property
    def catalogue(self) -> Person:
        return self._of_the_demo("catalogue", "staff")

    @cached_property
    def commission(self) -> Person:
        return self._of_the_demo("commission", "staff")

    @cached_property
    def supervisor(self) -> Person:
        return self._of_the_demo("supervisor", "staff")

    @cached_property
    def establishment_id(self) -> str:
        return str(self.correspondent.call("GET", "/me")["establishment"]["id"])

    def named(self, name: str) -> Person:
        person: Person = getattr(self, name)
        return person

    def new_member(self, name: str, portal: str = "agent", **identity: str) -> Person:
        email = identity.pop("email", f"{name.replace('_', '-')}-{uuid4().hex[:12]}@agentspace.example")
        number, temporary = self._first_login(email, portal, **identity)
        return self._with_own_password(name, number, temporary, portal)

    @cached_property
    def survivor(self) -> Person:
        return self.new_survivor()[1]

    def new_survivor(self) -> tuple[str, Person]:
        """The id of an access that an officer gave, and who holds it, signed in."""
        deceased = self.new_member("deceased").credentials["cgos_number"]
        email = f"survivor-{uuid4().hex[:12]}@agentspace.example"
        asked = {"deceased_number": deceased, "family_name": "Essai", "given_name": "Sacha", "relation": "spouse"}
        given = self.officer.call("POST", "/staff/survivors", asked | {"email": email})
        number = {"cgos_number": given["cgos_number"]}
        Client(self.stack.gateway).call("POST", "/auth/first-login", number)
        temporary = self.inbox.temporary_password(email)
        return str(given["id"]), self._with_own_password("survivor", number, temporary, "agent")

    def _with_own_password(self, name: str, number: dict[str, str], temporary: str, portal: str) -> Person:
        first = Client(self.stack.gateway)
        first.log_in(number | {"password": temporary}, portal)
        first.call("POST", "/auth/password", {"current_password": temporary, "new_password": PASSWORD})
        credentials = number | {"password": PASSWORD, "portal": portal}
        return Person(name, self.stack.gateway, credentials).signed_in(portal)

    def number_request(self, portal: str = "agent", **identity: str) -> dict[str, str]:
        """The body of a request for a number at the correspondent's establishment."""
        return {
            "portal": portal,
            "establishment_id": self.establishment_id,
            "profession": PROFESSIONS[portal],
            "family_name": "Essai",
            "given_name": "Camille",
            "birth_date": "1991-01-01",
            "email": f"asks-{uuid4().hex[:12]}@agentspace.example",
            "delivery": "email",
        } | identity

    def _first_login(self, email: str, portal: str, **identity: str) -> tuple[dict[str, str], str]:
        request = self.number_request(portal, email=email, **identity)
        visitor = Client(self.stack.gateway)
        number = ask_for_number(visitor, request, self.correspondent.client, self.officer.client)
        visitor.call("POST", "/auth/first-login", {"cgos_number": number})
        return {"cgos_number": number}, self.inbox.temporary_password(email)

    def _of_another_establishment(self, *roles: str) -> Person:
        found = self.visitor.call("GET", "/establishments")["items"]
        other = next(str(each["id"]) for each in found if each["id"] != self.establishment_id)
        return self.signed_in_colleague(list(roles), other)[1]

    def _of_the_demo(self, account: str, portal: str, name: str = "") -> Person:
        credentials = self.stack.accounts[account] | {"portal": portal}
        return Person(name or account, self.stack.gateway, credentials).signed_in(portal)

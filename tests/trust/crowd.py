"""Everybody who comes to the door of a running stack, and how each shows who they are."""

import base64
import json
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from deploy.demo.client import wait_until
from services.contracts.actor import Role
from services.identity.tables import SESSION_TOKENS, SESSIONS
from tests.journeys.cast import Cast, Person
from tests.parts.house import driven
from tests.trust.rules import Caller, Came

CAST = {
    "agent_b": ("agent", Role.MEMBER),
    "medical": ("medical", Role.MEMBER),
    "survivor": ("agent", Role.SURVIVOR),
    "officer": ("staff", Role.OFFICER),
    "other_correspondent": ("staff", Role.ESTABLISHMENT),
    "administrator": ("staff", Role.ADMINISTRATOR),
    "finance": ("staff", Role.FINANCE),
    "catalogue": ("staff", Role.CATALOGUE),
    "commission": ("staff", Role.COMMISSION),
    "supervisor": ("staff", Role.SUPERVISOR),
}
"""Those of one role, to whom nothing belongs."""
OWNER = {
    "owner": Came.WITH_A_TOKEN,
    "owner with a cookie": Came.WITH_A_COOKIE,
    "owner with a token alone": Came.BY_TOKEN_ALONE,
    "owner without a form's token": Came.WITHOUT_A_FORMS_TOKEN,
    "owner with a form's token of another session": Came.WITH_ANOTHERS_FORMS_TOKEN,
    "owner sent by another site": Came.FROM_ANOTHER_SITE,
    "owner with the cookie of another portal": Came.WITH_ANOTHER_PORTALS_COOKIE,
}
RESTRICTED = "who must set a password"


class Crowd:
    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._people: dict[str, tuple[Person, str]] = {}
        self._identity = sa.create_engine(driven(cast.stack.databases["identity"]), poolclass=sa.NullPool)

    def callers(self) -> Iterator[Caller]:
        cast = self._cast
        yield Caller("visitor", lambda: "")
        yield from self._nobodies()
        for name, (portal, role) in CAST.items():
            yield Caller(name, self._shown_by(name, cast.named(name), portal), frozenset({role}), portal)
        token = self._shown_by("correspondent", cast.correspondent, "staff")
        theirs = frozenset({Role.ESTABLISHMENT})
        yield Caller("correspondent", token, theirs, "staff", own_establishment=True)
        name = "officer who is another establishment's correspondent"
        token = self._shown_by(name, cast.officer_and_other_correspondent, "staff")
        yield Caller(name, token, theirs | {Role.OFFICER}, "staff")
        still = frozenset({Role.RESTRICTED})
        token = self._shown_by(RESTRICTED, cast.restricted, "agent")
        yield Caller(RESTRICTED, token, still, "agent", step="set-password")
        name = "staff without second factor"
        yield Caller(name, self._shown_by(name, cast.unfinished, "staff"), still, "staff", step="totp")
        yield from self._owner()

    def sign_in_again(self) -> None:
        """After all sessions have ended. A temporary password is good once."""
        for name, (person, portal) in self._people.items():
            again = self._cast.new_restricted() if name == RESTRICTED else person.signed_in(portal)
            self._people[name] = (again, portal)

    def _shown_by(self, name: str, person: Person, portal: str) -> Callable[[], str]:
        self._people[name] = (person, portal)
        return lambda: token_of(self._people[name][0])

    def _owner(self) -> Iterator[Caller]:
        """Agent A, in as many sessions as ways to come: what one may end is not another's."""
        for name, came in OWNER.items():
            anew = self._anew(self._cast.agent_a)
            token = self._shown_by(name, anew, "agent")
            yield Caller(name, token, frozenset({Role.MEMBER}), "agent", came, owns=True)

    def _nobodies(self) -> Iterator[Caller]:
        """Whose token opens nothing (any more). Each is agent A's, or was."""
        live = self._session()
        makes: dict[str, Callable[[], str]] = {
            "with an expired session": self._expired,
            "with a revoked session": self._revoked,
            "whose account is closed": self._closed,
            "with a token of nobody": lambda: uuid4().hex + uuid4().hex,
            "with a token cut short": lambda: live["access_token"][:-1],
            "with the hash of a token": lambda: sha256(live["access_token"].encode()).hexdigest(),
            "with a refresh token": lambda: str(live["refresh_token"]),
            "with an unsigned assertion": lambda: assertion({"alg": "none"}, self._claims(), lambda _: b""),
            "with an assertion of a key of their own": lambda: assertion(
                {"alg": "EdDSA", "kid": "identity"}, self._claims(), Ed25519PrivateKey.generate().sign
            ),
        }
        for name, make in makes.items():
            yield Caller(name, partial(str, make()), portal="agent")

    def _session(self) -> dict[str, Any]:
        """A new one of agent A."""
        session: dict[str, Any] = self._cast.visitor.call("POST", "/auth/login", self._cast.agent_a.credentials)
        return session

    def _anew(self, person: Person) -> Person:
        return Person(person.name, person.gateway, person.credentials).signed_in("agent")

    def _claims(self) -> dict[str, Any]:
        subject = self._cast.agent_a.call("GET", "/me")["id"]
        return {"iss": "identity", "sub": subject, "portal": "agent", "roles": ["member"], "exp": 4_102_444_800}

    def _expired(self) -> str:
        token = str(self._session()["access_token"])
        long_ago = sa.func.now() - sa.text("interval '1 day'")
        of_the_token = SESSION_TOKENS.c.token_hash == sha256(token.encode()).hexdigest()
        with self._identity.begin() as connection:
            connection.execute(sa.update(SESSION_TOKENS).where(of_the_token).values(expires_at=long_ago))
            session = sa.select(SESSION_TOKENS.c.session_id).where(of_the_token).scalar_subquery()
            connection.execute(sa.update(SESSIONS).where(SESSIONS.c.id == session).values(ends_at=long_ago))
        return token

    def _revoked(self) -> str:
        """It was in use: the gateway knew it."""
        person = self._anew(self._cast.agent_a)
        token = token_of(person)
        person.call("GET", "/me")
        person.call("POST", "/auth/logout")
        wait_until(lambda: person.send("GET", "/me").status_code == 401, "a session to be over")
        return token

    def _closed(self) -> str:
        """It was in use: the gateway knew it."""
        person = self._cast.new_member("closed")
        token, theirs = token_of(person), person.call("GET", "/me")["id"]
        self._cast.administrator.call("POST", f"/staff/members/{theirs}/disable", {"reason": "Essai."})
        wait_until(lambda: person.send("GET", "/me").status_code == 401, "a session to be over")
        return token


def token_of(person: Person) -> str:
    return person.headers["Authorization"].removeprefix("Bearer ")


def assertion(header: dict[str, Any], claims: dict[str, Any], sign: Callable[[bytes], bytes]) -> str:
    signed = ".".join(_part(json.dumps(each).encode()) for each in (header, claims))
    return f"{signed}.{_part(sign(signed.encode()))}"


def _part(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()

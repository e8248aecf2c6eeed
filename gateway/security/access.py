"""Each route says what it asks, once: `caller: Annotated[Caller, asking(StartApplication)]`. Who may call it follows.

The owning service checks again, and owns every finer rule: whose it is, which portal, in which state.
"""

from dataclasses import replace
from time import monotonic
from typing import Annotated, Any, Final

from fastapi import Depends, Header
from starlette.requests import Request

from gateway.bus_port import CallContext
from gateway.language import accepted_language
from gateway.limits import make_room
from gateway.security.caller import Caller
from gateway.security.cookies import LANGUAGE_COOKIE, SignInPortal, cookie_token
from gateway.security.csrf import csrf_token, require_own_origin, require_own_page, visitor_secret
from services.contracts.actor import ANYBODY, Role
from services.contracts.base import Command, Language, Query
from services.contracts.identity import AssertionView
from services.contracts.language import known_language, language_of
from services.contracts.refusals import NotAuthenticated, NotPermitted, Refusal, may_refuse
from services.contracts.storable import as_seen

LEAST_LEFT: Final = 0.5
"""Seconds that a service gets however long identity took."""

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[\x21-\x7e]{1,200}$",
        description="Yours, one for each thing done: the same key with the same body answers the same.",
        examples=["9f0c2f0e-6d0b-4e59-8f3d-0a6a1c1f7a11"],
    ),
]


Asked = type[Command[Any]] | type[Query[Any]]


class Access:
    """Who may call a route. `page`: it is a page, reached with a cookie alone, of `portal` where it names one."""

    def __init__(self, roles: frozenset[Role], portal: SignInPortal | None = None, *, page: bool = False) -> None:
        self.roles = roles
        self.portal = portal
        self.page = page

    @property
    def is_public(self) -> bool:
        return Role.VISITOR in self.roles

    async def __call__(self, request: Request) -> Caller:
        return await self._admit(request, None)

    async def _admit(self, request: Request, idempotency_key: str | None) -> Caller:
        spoken = _language(request)
        context = CallContext(
            language=language_of(spoken),
            idempotency_key=idempotency_key,
            traceparent=getattr(request.state, "traceparent", None),
        )
        bearer = None if self.page else _bearer(request)
        token = bearer or cookie_token(request, self.portal)
        from_a_browser = bearer is None and (token is not None or self.page)
        if from_a_browser:
            require_own_origin(request)
        session = None
        if token is not None:
            asked = monotonic()
            session = await request.app.state.sessions.identify(token, context)
            # One patience for both: whoever waits for us waits for identity and the service together.
            context = context.within(max(LEAST_LEFT, context.timeout - (monotonic() - asked)))
        if session is not None:
            context = replace(context, assertion=session.assertion, language=spoken or language_of(session.language))
        self._require(session)
        if session is not None:
            make_room(request.scope)
        if from_a_browser:  # only now, for it may read the form
            await require_own_page(request, token, visitor_secret(request) if self.page else None)
        caller = Caller(
            request.app.state.bus,
            context,
            session,
            token if session is not None else None,
            csrf_token(token if session is not None and token else visitor_secret(request)) if self.page else "",
            request.client.host if request.client else None,
            as_seen(request.headers.get("user-agent", ""))[:300] or None,
            visitor_secret(request) if self.page and session is None else "",
        )
        request.state.caller = caller
        return caller

    def _require(self, session: AssertionView | None) -> None:
        if self.is_public:
            return
        if session is None or (self.portal is not None and session.portal != self.portal):
            raise NotAuthenticated("Sign in first.")
        if self.roles.isdisjoint(session.roles):
            raise NotPermitted("Your role does not allow this.")


class AskingAccess(Access):
    """Of a route that asks these requests."""

    def __init__(
        self, roles: frozenset[Role], asked: tuple[Asked, ...], own_refusals: tuple[type[Refusal], ...]
    ) -> None:
        super().__init__(roles)
        self.asked = asked
        self.own_refusals = own_refusals

    @property
    def may_refuse(self) -> frozenset[type[Refusal]]:
        return frozenset(self.own_refusals).union(*map(may_refuse, self.asked))


class KeyedAccess(AskingAccess):
    """One that asks a command takes an idempotency key."""

    async def __call__(self, request: Request, idempotency_key: IdempotencyKey = None) -> Caller:
        return await self._admit(request, idempotency_key)


class ProbeAccess(Access):
    """For whoever runs the gateway: asks nobody who it is, for it must answer while identity does not."""

    def __init__(self) -> None:
        super().__init__(ANYBODY)

    async def __call__(self, request: Request) -> Caller:
        return Caller(request.app.state.bus, CallContext())


def asking(*asked: Asked, only: frozenset[Role] | None = None, refuses: tuple[type[Refusal], ...] = ()) -> Any:
    """Who may send all that is asked may call the route, or `only` some of them where the edge is narrower: people, for
    a service asks over the bus. `refuses`: what the route refuses by itself, beyond what is asked."""
    roles = frozenset.intersection(*(each.callers for each in asked)) - {Role.SERVICE}
    if only is not None and not only < roles:
        raise TypeError(f"only {sorted(only)} is no narrower than {sorted(roles)}")
    keyed = any(issubclass(each, Command) for each in asked)
    return Depends((KeyedAccess if keyed else AskingAccess)(roles if only is None else only, asked, refuses))


def probe() -> Any:
    return Depends(ProbeAccess())


def public_page() -> Any:
    return Depends(Access(ANYBODY, page=True))


def _bearer(request: Request) -> str | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def _language(request: Request) -> Language | None:
    return known_language(request.cookies.get(LANGUAGE_COOKIE)) or accepted_language(request)

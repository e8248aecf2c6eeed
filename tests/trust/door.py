"""One try at one route: what is sent, and what the answer means."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx

from gateway.security import CSRF_FIELD, CSRF_HEADER, csrf_token
from gateway.security.cookies import VISITOR_COOKIE, cookie_name
from tests.trust.declared import Route
from tests.trust.rules import ANSWERED, STEP_FIRST, Caller, Came

ELSEWHERE = {"X-Forwarded-For": "198.51.100.7"}
"""Who tries in vain is slowed down, and not those who make what is tried on."""
EVIL = "https://evil.example"
VISITOR = "a-visitor-of-the-table-of-routes"
_COOKIES = frozenset(Came) - {Came.WITH_A_TOKEN, Came.BY_TOKEN_ALONE}
_OF_ONE_ANSWER = re.compile(
    r'[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|nonce="[^"]*"|name="(?:csrf_token|idempotency_key)" value="[^"]*"'
)
"""What differs between two answers to the same question: ids, nonces, tokens of forms."""


@dataclass(frozen=True)
class Answer:
    status: int
    said: str
    goes_to: str = ""

    @property
    def outcome(self) -> str:
        """In the words of the rules."""
        if self.status in {401, 403, 404} or self.status >= 500:
            return str(self.status)
        return STEP_FIRST if self.goes_to.endswith(("/set-password", "/totp")) else ANSWERED

    @property
    def without_what_passes(self) -> tuple[int, str]:
        return self.status, _OF_ONE_ANSWER.sub("…", self.said)


class Door:
    def __init__(self, gateway: str) -> None:
        self._gateway = gateway
        self._http = httpx.Client(timeout=20, trust_env=False)

    def close(self) -> None:
        self._http.close()

    def knock(self, route: Route, path: str, caller: Caller, portal: str, body: Any) -> Answer:
        headers = ELSEWHERE | (self._page(route, caller, portal) if route.is_page else self._call(route, caller))
        sent: dict[str, Any] = {}
        if route.changes:
            sent = self._form(headers, body) if route.is_page else self._body(body)
            headers |= {} if route.is_page else {"Idempotency-Key": str(uuid4())}
        request = self._http.build_request(route.method, self._gateway + path, headers=headers, **sent)
        response = self._http.send(request, stream=True)
        try:
            endless = response.headers.get("content-type", "").startswith("text/event-stream")
            said = "" if endless else response.read().decode(errors="replace")
        finally:
            response.close()
            self._http.cookies.clear()
        return Answer(response.status_code, said, response.headers.get("location", ""))

    def _call(self, route: Route, caller: Caller) -> dict[str, str]:
        token = caller.token()
        if not token:
            return {}
        if caller.came not in _COOKIES:
            return {"Authorization": f"Bearer {token}"}
        portal = _another(caller.portal) if caller.came is Came.WITH_ANOTHER_PORTALS_COOKIE else caller.portal
        return {"Cookie": f"{cookie_name(portal)}={token}"} | self._ours(route, caller, token)  # type: ignore[arg-type]  # one of the three

    def _page(self, route: Route, caller: Caller, portal: str) -> dict[str, str]:
        headers, cookies, token = {"Accept": "text/html"}, {VISITOR_COOKIE: VISITOR}, caller.token()
        if token and caller.came is Came.BY_TOKEN_ALONE:
            headers["Authorization"] = f"Bearer {token}"
        elif token:
            shown = _another(portal) if caller.came is Came.WITH_ANOTHER_PORTALS_COOKIE else portal
            cookies[cookie_name(shown)] = token  # type: ignore[arg-type]  # one of the three
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        seen = caller.came not in {Came.BY_TOKEN_ALONE, Came.WITH_ANOTHER_PORTALS_COOKIE}
        return headers | self._ours(route, caller, token if token and seen else VISITOR)

    def _ours(self, route: Route, caller: Caller, secret: str) -> dict[str, str]:
        """What a form of ours sends along, or what another site's would."""
        if not route.changes:
            return {}
        headers = {"Origin": EVIL if caller.came is Came.FROM_ANOTHER_SITE else self._gateway}
        if caller.came is Came.WITHOUT_A_FORMS_TOKEN:
            return headers
        another = caller.came is Came.WITH_ANOTHERS_FORMS_TOKEN
        return headers | {CSRF_HEADER: csrf_token("another session" if another else secret)}

    def _form(self, headers: dict[str, str], body: Any) -> dict[str, Any]:
        """The token goes where a form of ours has it."""
        fields = {name: _text(value) for name, value in (body if isinstance(body, dict) else {}).items()}
        fields["idempotency_key"] = str(uuid4())
        if token := headers.pop(CSRF_HEADER, ""):
            fields[CSRF_FIELD] = token
        return {"data": fields}

    def _body(self, body: Any) -> dict[str, Any]:
        return {"content": body} if isinstance(body, bytes) else {} if body is None else {"json": body}


def _text(value: Any) -> Any:
    return [str(each) for each in value] if isinstance(value, list) else str(value)


def _another(portal: str) -> str:
    return "medical" if portal == "agent" else "agent"

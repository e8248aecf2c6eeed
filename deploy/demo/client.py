"""A small client of the gateway and of the stack's inbox, for the loader, the journeys and the trials of the stack."""

import re
import time
import weakref
from collections.abc import Callable
from typing import Any, Self, TypeVar
from uuid import uuid4

import httpx
import pyotp

TEMPORARY_PASSWORD = re.compile(r"\b[A-Za-z0-9]{20}\b")
TOTP_STEP_SECONDS = 30
T = TypeVar("T")


class Refused(Exception):
    """The gateway said no: its status and its problem document."""

    def __init__(self, method: str, path: str, response: httpx.Response) -> None:
        try:
            self.problem: dict[str, Any] = response.json()
        except ValueError:
            self.problem = {"code": "not-json", "detail": response.text[:200]}
        self.status = response.status_code
        self.code = str(self.problem.get("code", ""))
        super().__init__(f"{method} {path}: {self.status} {self.code}: {self.problem.get('detail', '')}")


class Client:
    """One caller of the JSON API, signed in or not."""

    def __init__(self, gateway: str, *, language: str = "fr", timeout: float = 20.0) -> None:
        self.gateway = gateway.rstrip("/")
        self._http = httpx.Client(timeout=timeout, headers={"Accept-Language": language}, trust_env=False)
        self._refresh_token: str | None = None
        weakref.finalize(self, self._http.close)  # whoever forgets to close it leaves no socket open

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        key: str | None = None,
        params: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
    ) -> Any:
        """The decoded answer, None where there is none. Raises Refused."""
        key = key or str(uuid4())
        response = self.send(method, path, body, key=key, params=params, headers=headers)
        if response.status_code == 401 and self._refresh_token is not None:
            self._refresh(self._refresh_token)
            response = self.send(method, path, body, key=key, params=params, headers=headers)
        if response.status_code >= 400:
            raise Refused(method, path, response)
        if not response.content:
            return None
        if response.headers.get("content-type", "").startswith("application/json"):
            return response.json()
        return response.content

    def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        key: str | None = None,
        params: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        sent = dict(headers or {})
        if key or method == "POST":
            sent["Idempotency-Key"] = key or str(uuid4())
        content: dict[str, Any] = (
            {"content": body} if isinstance(body, bytes) else {"json": body} if body is not None else {}
        )
        return self._http.request(method, f"{self.gateway}/api/v1{path}", params=params, headers=sent, **content)

    def use_session(self, session: dict[str, Any]) -> None:
        self._http.headers["Authorization"] = f"Bearer {session['access_token']}"
        self._refresh_token = session["refresh_token"]

    def _refresh(self, refresh_token: str) -> None:
        """An access token lives for minutes; a refresh token is good once."""
        self._refresh_token = None
        self.use_session(self.call("POST", "/auth/refresh", {"refresh_token": refresh_token}))

    def log_in(self, credentials: dict[str, str], portal: str) -> dict[str, Any]:
        """Sign this client in. Staff give `totp_secret`: a code is good once, so a used one waits for the next step."""
        body = {key: value for key, value in credentials.items() if key != "totp_secret"} | {"portal": portal}
        secret = credentials.get("totp_secret")
        if secret is None:
            session: dict[str, Any] = self.call("POST", "/auth/login", body)
        else:
            session = self._log_in_with_code(body, secret)
        self.use_session(session)
        return session

    def _log_in_with_code(self, body: dict[str, str], secret: str) -> dict[str, Any]:
        codes = pyotp.TOTP(secret)
        for step_ahead in (0, 1):
            code = codes.at(time.time() + step_ahead * TOTP_STEP_SECONDS)
            try:
                return dict(self.call("POST", "/auth/login", body | {"totp": code}))
            except Refused as refused:
                if refused.status != 401:
                    raise
        time.sleep(TOTP_STEP_SECONDS - time.time() % TOTP_STEP_SECONDS + 1)
        return dict(self.call("POST", "/auth/login", body | {"totp": codes.at(time.time() + TOTP_STEP_SECONDS)}))


class Inbox:
    """The mail sink of the stack."""

    def __init__(self, url: str) -> None:
        self._http = httpx.Client(base_url=url, timeout=10, trust_env=False)
        weakref.finalize(self, self._http.close)

    def wait_for(
        self, address: str, found: Callable[[dict[str, Any]], bool], *, within: float = 30.0
    ) -> dict[str, Any]:
        """The newest message to `address` that `found` accepts. Raises TimeoutError."""
        return wait_until(lambda: self._newest(address, found), f"a message to {address}", within=within)

    def _newest(self, address: str, found: Callable[[dict[str, Any]], bool]) -> dict[str, Any] | None:
        messages: list[dict[str, Any]] = self._http.get("/messages", params={"to": address}).raise_for_status().json()
        fitting = sorted((m for m in messages if found(m)), key=lambda message: str(message["received_at"]))
        return fitting[-1] if fitting else None

    def temporary_password(self, address: str, *, other_than: str | None = None, within: float = 30.0) -> str:
        def carries_one(message: dict[str, Any]) -> bool:
            match = TEMPORARY_PASSWORD.search(message["text"])
            return match is not None and match.group() != other_than

        message = self.wait_for(address, carries_one, within=within)
        return str(TEMPORARY_PASSWORD.findall(message["text"])[0])


def wait_until(probe: Callable[[], T | None], what: str, *, within: float = 30.0, every: float = 0.1) -> T:
    """What `probe` gives once it gives something. Raises TimeoutError."""
    end = time.monotonic() + within
    while True:
        answer = probe()
        if answer:
            return answer
        if time.monotonic() > end:
            raise TimeoutError(f"waited {within:.0f} s in vain for {what}")
        time.sleep(every)

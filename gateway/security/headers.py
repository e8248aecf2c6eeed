"""Headers on every answer, and the nonce that lets a page's own scripts run."""

from secrets import token_urlsafe
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.security.cookies import TWELVE_HOURS, VISITOR_COOKIE
from gateway.settings import GatewaySettings

_FOR_DATA: Final = "default-src 'none'; frame-ancestors 'none'"
_FRAMED: Final = "may_be_framed"


def may_be_framed(request: Request) -> None:
    """The answer to this one, by another page of ours."""
    setattr(request.state, _FRAMED, True)


class SecurityHeaders:
    """`request.state.csp_nonce` is for the scripts and styles that stand in the page itself. A route that sets its own
    policy keeps it."""

    def __init__(self, app: ASGIApp, settings: GatewaySettings) -> None:
        self.app = app
        store = f" {settings.object_store_public_endpoint}" if settings.object_store_public_endpoint else ""
        self._page_policy = (
            "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
            f"img-src 'self' data: blob:; font-src 'self'; connect-src 'self'{store}; manifest-src 'self'; "
            "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
        )
        self._always = {
            "X-Content-Type-Options": "nosniff",
            # Not no-referrer: browsers would then send `Origin: null` with our own forms.
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
        }
        if settings.behind_tls:
            self._always["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        nonce = state["csp_nonce"] = token_urlsafe(16)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._always.items():
                    headers.setdefault(name, value)
                page = headers.get("content-type", "").startswith("text/html")
                ancestors = "'self'" if state.get(_FRAMED) else "'none'"
                policy = self._page_policy.format(nonce=nonce, ancestors=ancestors)
                headers.setdefault("Content-Security-Policy", policy if page else _FOR_DATA)
                headers.setdefault("Cache-Control", "no-store, private" if page else "no-store")
                if "new_visitor_secret" in state:
                    headers.append(
                        "Set-Cookie",
                        f"{VISITOR_COOKIE}={state['new_visitor_secret']}; Max-Age={TWELVE_HOURS}; Path=/; "
                        "HttpOnly; SameSite=lax; Secure",
                    )
            await send(message)

        await self.app(scope, receive, send_with_headers)

"""Who is calling, and what that lets them ask."""

from gateway.security.access import Access, asking, public_page
from gateway.security.caller import Caller
from gateway.security.cookies import forget_session, keep_session
from gateway.security.csrf import CSRF_FIELD, CSRF_HEADER, CrossSiteRequest, csrf_token
from gateway.security.devices import device_of, device_of_client, keep_device
from gateway.security.sessions import Sessions

__all__ = [
    "CSRF_FIELD",
    "CSRF_HEADER",
    "Access",
    "Caller",
    "CrossSiteRequest",
    "Sessions",
    "asking",
    "csrf_token",
    "device_of",
    "device_of_client",
    "forget_session",
    "keep_device",
    "keep_session",
    "public_page",
]

"""What whoever runs the gateway asks of it. Not under /api/v1; a reverse proxy in front keeps these to itself."""

import hmac
from typing import Annotated

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from gateway.metrics import exposition
from gateway.security.access import probe
from gateway.security.caller import Caller
from services.contracts.refusals import NotAuthenticated

router = APIRouter(include_in_schema=False)
Probe = Annotated[Caller, probe()]


@router.get("/health/live")
async def live(_: Probe) -> Response:
    """The loop turns."""
    return JSONResponse({"status": "live"})


@router.get("/health/ready")
async def ready(request: Request, _: Probe) -> Response:
    """The broker answers, and the services have our time. They and the store have their own: without one of them the
    rest still works."""
    bus = request.app.state.bus
    parts = {"broker": bus.connected, "clock": bus.clock_fits}
    well = all(parts.values())
    return JSONResponse({"status": "ready" if well else "waiting", **parts}, 200 if well else 503)


@router.get("/metrics")
async def metrics(request: Request, _: Probe) -> Response:
    """For who shows METRICS_TOKEN, which Prometheus reads from a file (`authorization: credentials_file`)."""
    token = request.app.state.settings.metrics_token
    shown = request.headers.get("authorization", "").removeprefix("Bearer ")
    if token is None or not hmac.compare_digest(shown.encode(), token.get_secret_value().encode()):
        raise NotAuthenticated("The token of METRICS_TOKEN is needed.")
    body, content_type = exposition()
    return Response(body, media_type=content_type)

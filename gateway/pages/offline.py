"""Without a network: the page that the service worker answers with, and the service worker itself."""

from fastapi import APIRouter
from starlette.responses import FileResponse, Response

from gateway.pages.access import PublicPage
from gateway.pages.assets import ROOT

router = APIRouter()


@router.get("/offline")
async def offline_page(page: PublicPage) -> Response:
    """Nobody's: it is fetched without a session, and the only page that a browser keeps."""
    return await page.show("public/offline.html")


@router.get("/worker.js")
async def service_worker(_: PublicPage) -> Response:
    """At the root, as it answers for every page. Never kept: a browser asks for its present version."""
    headers = {"Cache-Control": "no-cache", "Content-Security-Policy": "default-src 'none'; connect-src 'self'"}
    return FileResponse(ROOT / "js" / "worker.js", media_type="text/javascript", headers=headers)

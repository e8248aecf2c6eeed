"""The pages: server-rendered, usable without scripts. Each asks the bus just as the API does."""

from fastapi import APIRouter

from gateway.pages import (
    applications,
    benefits,
    documents,
    drafts,
    front,
    home,
    member_file,
    notifications,
    offers,
    passwords,
    signing_in,
    slots,
    staff,
    styleguide,
)
from gateway.pages.assets import VersionedFiles
from gateway.pages.problems import problem_page

__all__ = ["problem_page", "router"]

router = APIRouter(include_in_schema=False)
for area in (
    front,
    signing_in,
    passwords,
    styleguide,
    home,
    benefits,
    applications,
    drafts,
    slots,
    documents,
    offers,
    notifications,
    member_file,
    staff,
):
    router.include_router(area.router)
router.mount("/static", VersionedFiles(), name="static")

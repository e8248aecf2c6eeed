"""What staff see, each role its own."""

from fastapi import APIRouter

from gateway.pages.staff import accounts, home, queue, requests, review, security

router = APIRouter(prefix="/staff")
router.add_api_route("", home.staff_home)
for module in (queue, review, requests, accounts, security):
    router.include_router(module.router)

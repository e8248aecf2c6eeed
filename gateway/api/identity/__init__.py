"""Portals, numbers, signing in, sessions, and the member's own file."""

from fastapi import APIRouter

from gateway.api.identity import account, household, me, portals, sessions, sign_in

router = APIRouter()
for module in (portals, sign_in, account, sessions, me, household):
    router.include_router(module.router)

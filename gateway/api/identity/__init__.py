"""Portals, numbers, signing in, sessions, and the member's own file."""

from gateway.api.identity import (
    account,
    corrections,
    establishment_changes,
    household,
    me,
    portals,
    rights,
    sessions,
    sign_in,
)

parts = (me, corrections, establishment_changes, household, rights, portals, sign_in, account, sessions)
routes = [route for part in parts for route in part.router.routes]

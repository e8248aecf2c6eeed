"""Portals, numbers, signing in, sessions, and the member's own file."""

from gateway.api.identity import account, household, me, portals, sessions, sign_in

routes = [route for part in (me, household, portals, sign_in, account, sessions) for route in part.router.routes]

"""Where each role starts: the queue for officers, else the first page that the role may use."""

from starlette.responses import Response

from gateway.pages.doors import StaffVisit
from gateway.pages.navigation import STAFF
from gateway.pages.staff.queue import show_queue


async def staff_home(visit: StaffVisit) -> Response:
    roles = frozenset(visit.caller.session.roles if visit.caller.session else ())
    rest = next(rest for rest, _, for_roles in STAFF if for_roles & roles)
    return await show_queue(visit) if rest == "" else visit.go(f"/staff{rest}")

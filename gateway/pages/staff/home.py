"""Where each role starts: the queue for officers, else the first page that the role may use."""

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import StaffPage
from gateway.pages.staff.queue import show_queue

router = APIRouter()


@router.get("/staff")
async def staff_home(page: StaffPage) -> Response:
    first = page.menu.first("staff", page.caller.session.roles if page.caller.session else ())
    return await show_queue(page) if first == "/staff" else page.go(first)

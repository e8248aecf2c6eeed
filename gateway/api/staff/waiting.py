"""How much waits for a correspondent or an officer."""

from typing import Annotated

from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.identity.waiting import GetStaffWaiting, StaffWaitingView

router = section("staff: what waits", "/staff/waiting")


@router.get("")
async def get_staff_waiting(caller: Annotated[Caller, asking(GetStaffWaiting)]) -> StaffWaitingView:
    """Each up to 100, within one's reach: so many may be more. Nothing is counted that another role decides."""
    return await caller.ask(GetStaffWaiting())

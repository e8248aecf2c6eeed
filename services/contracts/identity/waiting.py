"""What waits for a correspondent or an officer, in numbers: on their pages, and once a day by e-mail."""

from typing import Final

from services.contracts.actor import Role
from services.contracts.base import Query, View

COUNTED_TO: Final = 100
"""Nothing is counted further: so many are "99+"."""


def shown(count: int) -> str:
    """Nothing, where nothing waits."""
    return f"{COUNTED_TO - 1}+" if count >= COUNTED_TO else str(count or "")


class StaffWaitingView(View):
    """Within the reader's reach and for their roles alone, each up to 100: so many may be more."""

    to_assign: int = 0
    """Requests for a number: a correspondent's establishments', and for an officer those that nobody speaks for."""
    to_communicate: int = 0
    """Numbers that another person assigned."""
    letters: int = 0
    """Of numbers that are told by post, not posted yet."""
    rights: int = 0
    """Declared, to be confirmed or refused."""
    corrections: int = 0
    erasures: int = 0
    messages: int = 0
    """Threads that wait for an officer's answer. 0 too where applications could not be asked."""


class GetStaffWaiting(Query[StaffWaitingView]):
    callers = frozenset({Role.ESTABLISHMENT, Role.OFFICER})

"""The officers among the staff, as their colleagues and applications know them."""

from uuid import UUID

from services.contracts.actor import Role
from services.contracts.base import Page, PageQuery, View


class OfficerView(View):
    id: UUID
    given_name: str
    family_name: str
    regions: list[str]
    """Where the role is good; none: everywhere."""


class ListOfficers(PageQuery[Page[OfficerView]]):
    """Whose account is open; by name."""

    callers = frozenset({Role.OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.SERVICE})
    senders = frozenset({"gateway", "applications"})
    officer_id: UUID | None = None
    """This one alone."""

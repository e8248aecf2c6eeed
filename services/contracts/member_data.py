"""A row of what a service holds of a member, as the copy that they ask for has it."""

from typing import Any

from services.contracts.base import View


class HeldRowView(View):
    table: str
    row: dict[str, Any]
    """By column. Nobody else's id: of the staff it says that it was one of them."""

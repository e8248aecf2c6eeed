"""Whether a benefit is for whoever survives a member as well: `"x-for-survivors": true` at the top of its form."""

from collections.abc import Mapping
from typing import Any

from services.contracts.actor import Actor, Role
from services.contracts.applications import BadForm, UnknownBenefit

FOR_SURVIVORS = "x-for-survivors"


def require_boolean(schema: Mapping[str, Any]) -> None:
    if not isinstance(schema.get(FOR_SURVIVORS, False), bool):
        raise BadForm.at(f"/form/{FOR_SURVIVORS}", "True or false.", rule="bool_type")


def require_for(actor: Actor, schema: Mapping[str, Any]) -> None:
    """To a survivor there are no others."""
    if Role.SURVIVOR in actor.roles and schema.get(FOR_SURVIVORS) is not True:
        raise UnknownBenefit

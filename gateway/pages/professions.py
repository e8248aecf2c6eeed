"""Professions as pages show them: by portal, and by code their names."""

from services.contracts.base import Open, Portal
from services.contracts.identity import PortalsView

Named = list[tuple[str, str]]
"""Codes and names, in the order of a list to choose from."""


def professions_by_portal(told: PortalsView) -> dict[Open[Portal], Named]:
    return {each.code: [(one.code, one.name) for one in each.professions] for each in told.items}


def profession_names(told: PortalsView) -> dict[str, str]:
    return {code: name for listed in professions_by_portal(told).values() for code, name in listed}

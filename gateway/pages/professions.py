"""Professions as pages show them: by portal, by code their names, and those that everyday words may mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from services.contracts.base import Open, Portal
from services.contracts.identity import PortalsView

Named = list[tuple[str, str]]
"""Codes and names, in the order of a list to choose from."""
OTHER: Final[Mapping[Open[Portal], str]] = {"agent": "autre-agent", "medical": "autre-medical"}
"""The code of a profession that is none of the portal's list."""


def professions_by_portal(told: PortalsView) -> dict[Open[Portal], Named]:
    return {each.code: [(one.code, one.name) for one in each.professions] for each in told.items}


def profession_names(told: PortalsView) -> dict[str, str]:
    return {code: name for listed in professions_by_portal(told).values() for code, name in listed}


@dataclass(frozen=True)
class Offered:
    """What one chooses a profession from."""

    portal: Portal
    options: Named
    found: int
    """By words; 0 where nothing was, and all of the portal are offered."""
    elsewhere: int = 0
    """Found in the other portal."""


def offered(told: PortalsView, portal: Portal, *, anew: bool) -> Offered:
    """The portal's, or of them those that were meant, the likeliest first and "none of these" last. `anew`: the words
    have just been typed, and where they mean professions of the other portal only, that is the one."""
    meant: dict[Portal, Named] = {
        one: [(match.code, match.name) for match in told.matches if match.portal == one] for one in ("agent", "medical")
    }
    if anew and not meant[portal]:
        portal = next((one for one, matches in meant.items() if matches), portal)
    listed = professions_by_portal(told).get(portal, [])
    if not meant[portal]:
        return Offered(portal, listed, 0)
    others = [one for one in listed if one[0] == OTHER[portal] and one not in meant[portal]]
    found = len(meant[portal])
    return Offered(portal, meant[portal] + others, found, sum(map(len, meant.values())) - found)

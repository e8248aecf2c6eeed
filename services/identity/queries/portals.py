"""The two portals and their professions."""

from typing import get_args

from services.contracts.base import Language, Portal
from services.contracts.identity import PortalsView, PortalView, ProfessionView
from services.identity.domain.portals import PROFESSIONS, find_profession
from services.identity.queries.wording import portal_name, profession_name, profession_names

PORTALS: tuple[Portal, ...] = get_args(Portal)


def portals(profession: str | None, language: Language) -> PortalsView:
    found = find_profession(profession, profession_names()) if profession else None
    return PortalsView(
        items=[
            PortalView(
                code=code,
                name=portal_name(code, language),
                professions=[
                    ProfessionView(code=one.code, name=profession_name(one.code, language))
                    for one in PROFESSIONS
                    if one.portal == code
                ],
            )
            for code in PORTALS
        ],
        portal=found.portal if found else None,
    )

"""The two portals and their professions."""

from services.contracts.base import Language
from services.contracts.identity import PortalsView, PortalView, ProfessionView
from services.identity.domain.portals import PORTAL_NAMES, PROFESSIONS, find_profession


def portals(profession: str | None, language: Language) -> PortalsView:
    found = find_profession(profession) if profession else None
    return PortalsView(
        items=[
            PortalView(
                code=code,
                name=name.in_language(language),
                professions=[
                    ProfessionView(code=one.code, name=one.name.in_language(language))
                    for one in PROFESSIONS
                    if one.portal == code
                ],
            )
            for code, name in PORTAL_NAMES.items()
        ],
        portal=found.portal if found else None,
    )

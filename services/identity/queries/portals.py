"""The two portals and their professions."""

from typing import get_args

from services.contracts.base import Language, Portal
from services.contracts.identity import PortalsView, PortalView, ProfessionView
from services.contracts.identity.portals import ProfessionFoundView
from services.identity.domain.portals import find_profession, search_professions
from services.identity.domain.professions import PROFESSIONS
from services.identity.queries.wording import portal_name, profession_name, profession_names

PORTALS: tuple[Portal, ...] = get_args(Portal)


def portals(profession: str | None, language: Language) -> PortalsView:
    names = profession_names()
    exact = find_profession(profession, names) if profession else None
    found = search_professions(profession, names) if profession else []
    answers = {exact.portal} if exact else {one.portal for one in found}
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
        portal=next(iter(answers)) if len(answers) == 1 else None,
        matches=[
            ProfessionFoundView(code=one.code, name=profession_name(one.code, language), portal=one.portal)
            for one in found
        ],
    )

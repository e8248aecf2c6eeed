"""Two portals; a person's profession decides which (docs/mission.md 10 to 13)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from services.contracts.base import Portal
from services.contracts.identity import UnknownProfession
from services.identity.domain.folding import slug


@dataclass(frozen=True, slots=True)
class Profession:
    code: str
    portal: Portal


ProfessionNames = Mapping[str, Collection[str]]
"""By code, the names in every language."""

PROFESSIONS = (
    Profession("infirmier", "agent"),
    Profession("aide-soignant", "agent"),
    Profession("sage-femme", "agent"),
    Profession("adjoint-administratif", "agent"),
    Profession("attache-d-administration", "agent"),
    Profession("agent-de-service", "agent"),
    Profession("cadre-de-sante", "agent"),
    Profession("manipulateur-radio", "agent"),
    Profession("technicien-de-laboratoire", "agent"),
    Profession("praticien-hospitalier", "medical"),
    Profession("pharmacien", "medical"),
    Profession("odontologiste", "medical"),
    Profession("interne", "medical"),
    Profession("assistant", "medical"),
)


def find_profession(text: str, names: ProfessionNames) -> Profession | None:
    """By its code, or by one of its names, however it is typed."""
    wanted = slug(text)
    for profession in PROFESSIONS:
        forms = {slug(form) for name in names[profession.code] for form in (name, *name.split(","))}
        if wanted == profession.code or wanted in forms:
            return profession
    return None


def require_profession(text: str, portal: Portal, names: ProfessionNames) -> Profession:
    profession = find_profession(text, names)
    if profession is None or profession.portal != portal:
        raise UnknownProfession.at("/profession", "This profession is not one of this portal.")
    return profession

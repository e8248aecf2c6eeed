"""Two portals; a person's profession decides which (docs/mission.md 10 to 13)."""

from dataclasses import dataclass

from services.contracts.base import Language, Portal
from services.contracts.identity import UnknownProfession
from services.contracts.language import LocalizedText
from services.identity.domain.folding import slug


@dataclass(frozen=True, slots=True)
class Profession:
    code: str
    portal: Portal
    name: LocalizedText


PORTAL_NAMES: dict[Portal, LocalizedText] = {
    "agent": LocalizedText(fr="Espace des agents", en="Space for hospital staff"),
    "medical": LocalizedText(fr="Espace du personnel médical", en="Space for medical staff"),
}


def _profession(code: str, portal: Portal, fr: str, en: str) -> Profession:
    return Profession(code, portal, LocalizedText(fr=fr, en=en))


PROFESSIONS = (
    _profession("infirmier", "agent", "Infirmier, infirmière", "Nurse"),
    _profession("aide-soignant", "agent", "Aide-soignant, aide-soignante", "Nursing assistant"),
    _profession("sage-femme", "agent", "Sage-femme", "Midwife"),
    _profession("adjoint-administratif", "agent", "Adjoint administratif, adjointe administrative", "Clerk"),
    _profession(
        "attache-d-administration", "agent", "Attaché, attachée d’administration", "Administrative executive officer"
    ),
    _profession("agent-de-service", "agent", "Agent, agente de service", "Service worker"),
    _profession("cadre-de-sante", "agent", "Cadre de santé", "Health care manager"),
    _profession("manipulateur-radio", "agent", "Manipulateur, manipulatrice radio", "Radiographer"),
    _profession(
        "technicien-de-laboratoire", "agent", "Technicien, technicienne de laboratoire", "Laboratory technician"
    ),
    _profession("praticien-hospitalier", "medical", "Praticien hospitalier, praticienne hospitalière", "Physician"),
    _profession("pharmacien", "medical", "Pharmacien, pharmacienne", "Pharmacist"),
    _profession("odontologiste", "medical", "Odontologiste", "Dentist"),
    _profession("interne", "medical", "Interne", "Resident physician"),
    _profession("assistant", "medical", "Assistant, assistante des hôpitaux", "Hospital assistant physician"),
)


def find_profession(text: str) -> Profession | None:
    """By its code, or by one of its names, however it is typed."""
    wanted = slug(text)
    for profession in PROFESSIONS:
        forms = {profession.code, slug(profession.name.en), slug(profession.name.fr)}
        forms.update(slug(form) for form in profession.name.fr.split(","))
        if wanted in forms:
            return profession
    return None


def require_profession(text: str, portal: Portal) -> Profession:
    profession = find_profession(text)
    if profession is None or profession.portal != portal:
        raise UnknownProfession.at("/profession", "This profession is not one of this portal.")
    return profession


def profession_name(code: str, language: Language) -> str:
    profession = find_profession(code)
    return profession.name.in_language(language) if profession else code

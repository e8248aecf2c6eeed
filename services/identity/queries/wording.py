"""What people read of their rights, portals and professions, in their language."""

from decimal import Decimal
from functools import cache
from pathlib import Path

from services.contracts.base import Language, Portal
from services.contracts.language import LANGUAGES
from services.identity.domain.portals import ProfessionNames
from services.identity.domain.professions import PROFESSIONS
from services.identity.domain.rights import Figures
from services.kit.figures import money, number
from services.kit.texts import Texts


@cache
def texts(language: Language) -> Texts:
    return Texts(Path(__file__).parents[1] / "locales", language)


def rights_explanation(figures: Figures, quotient: Decimal | None, language: Language) -> str:
    """The quotient is the one kept, whatever the rule becomes later."""
    if quotient is None or figures.reference_tax_income is None:
        return texts(language).t("rights.unknown")
    return texts(language).t(
        "rights.computed",
        income=money(figures.reference_tax_income, language),
        allowances=money(figures.monthly_family_allowances, language),
        parts=number(figures.parts, language),
        quotient=money(quotient, language),
    )


def portal_name(portal: Portal, language: Language) -> str:
    return texts(language).t(f"portal.{portal}")


def profession_name(code: str, language: Language) -> str:
    return texts(language).t(f"profession.{code}")


@cache
def profession_names() -> ProfessionNames:
    return {one.code: frozenset(profession_name(one.code, language) for language in LANGUAGES) for one in PROFESSIONS}

"""How long it usually takes, and what something missing does to that."""

from dataclasses import dataclass
from datetime import timedelta

from services.contracts.base import Language

OVER = timedelta(days=365)
FEWEST_DECISIONS = 5
"""Under that a figure would tell about people rather than about us."""


@dataclass(frozen=True, slots=True)
class UsualDelay:
    """`waiting_days`: the median that files with something missing waited for their member."""

    p50_days: int
    p90_days: int
    waiting_days: int | None


def notice(delay: UsualDelay | None, language: Language) -> str:
    """What a member reads while something is missing."""
    if language == "fr":
        text = "Votre demande n'est ni examinée ni payée tant qu'il manque un élément."
        if delay and delay.waiting_days is not None:
            text += f" D'habitude, un élément manquant retarde le paiement de {_days(delay.waiting_days, language)}."
        return f"{text} Elle avancera d'elle-même dès que tout sera là."
    text = "Your application is neither reviewed nor paid while something is missing."
    if delay and delay.waiting_days is not None:
        text += f" Something missing usually delays the payment by {_days(delay.waiting_days, language)}."
    return f"{text} It will move on by itself as soon as everything is there."


def _days(count: int, language: Language) -> str:
    if language == "fr":
        return f"{count} jour{'s' if count > 1 else ''}"
    return f"{count} day{'' if count == 1 else 's'}"

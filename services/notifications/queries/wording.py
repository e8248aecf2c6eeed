"""What a notification says, in its reader's language: nothing of it is stored."""

from datetime import date
from functools import cache
from pathlib import Path

from services.contracts.base import Language
from services.kit.figures import long_date
from services.kit.texts import Texts
from services.notifications.domain.notices import KINDS, Params

DAYS = ("closes_on", "valid_until")


@cache
def texts(language: Language) -> Texts:
    return Texts(Path(__file__).parents[1] / "locales", language)


def wording(event_type: str, params: Params, language: Language) -> tuple[str, str]:
    """Title and text."""
    words, key = texts(language), event_type
    if variant := KINDS[event_type].variant:
        key = f"{event_type}.{params[variant]}"
        if f"{key}.title" not in words:
            key = f"{event_type}.other"
    values = with_days_written(params, language)
    if f"{event_type}.kind.other" in words:
        kind = f"{event_type}.kind.{params['kind']}"
        values["kind"] = words.t(kind if kind in words else f"{event_type}.kind.other")
    return words.t(f"{key}.title"), words.t(f"{key}.text", **values)


def with_days_written(params: Params, language: Language) -> Params:
    days = {name: long_date(date.fromisoformat(str(params[name])), language) for name in DAYS if name in params}
    return {**params, **days}

"""What a notification says, in its reader's language: nothing of it is stored."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date

from services.contracts.base import Language
from services.notifications.domain.notices import KINDS, Params


@cache
def catalogue(language: Language) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / f"{language}.toml").read_text("utf-8"))


def long_date(day: date, language: Language) -> str:
    return format_date(day, "long", locale=language)


def wording(event_type: str, params: Params, language: Language) -> tuple[str, str]:
    """Title and text."""
    entry = catalogue(language)[event_type]
    if variant := KINDS[event_type].variant:
        entry = entry.get(str(params[variant]), entry["other"])
    values = dict(params)
    if "closes_on" in values:
        values["closes_on"] = long_date(date.fromisoformat(str(values["closes_on"])), language)
    return entry["title"], entry["text"].format_map(values)

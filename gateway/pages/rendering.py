"""Templates, one environment a language, with what every page may use in it."""

import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context, select_autoescape
from jinja2.runtime import Context
from markupsafe import Markup

from gateway.formats import Formats, accepted_suffixes, format_names, own_name
from gateway.pages.assets import SCRIPT, STYLES, asset, modules, styles
from gateway.pages.texts import Texts
from services.contracts.base import Language
from services.contracts.calendar import day_in_paris
from services.contracts.language import LANGUAGES

TEMPLATES = Path(__file__).parent.parent / "templates"


class Components:
    """The macros of templates/components, each by its name."""

    def __init__(self, environment: Environment) -> None:
        for name in environment.list_templates(filter_func=lambda name: name.startswith("components/")):
            module = environment.get_template(name).module
            vars(self).update({key: macro for key, macro in vars(module).items() if callable(macro)})

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"no component {name}")


def field_id(name: str) -> str:
    """`answers/child/birth_date` cannot be an id as it is."""
    return "f-" + re.sub(r"[^A-Za-z0-9_]+", "-", name).strip("-")


@pass_context
def hidden(context: Context, action: str) -> Markup:
    """What every form carries: the token against forgery, and the key that makes sending it twice harmless.

    A form that comes back because a service did not answer keeps its key: the first try may have worked.
    """
    kept: tuple[str, str] | None = context.get("kept_key")
    key = kept[1] if kept and kept[0] == action else str(uuid4())
    return Markup(
        '<input type="hidden" name="csrf_token" value="{}"><input type="hidden" name="idempotency_key" value="{}">'
    ).format(context["csrf_token"], key)


@cache
def environment_in(language: Language) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    texts, formats = Texts(language), Formats(language)
    environment.globals.update(
        language=language,
        own_name=own_name,
        languages=[(each, own_name(each)) for each in LANGUAGES],
        t=texts.t,
        n=texts.n,
        has_text=texts.__contains__,
        today=lambda: day_in_paris(datetime.now(UTC)).isoformat(),
        day=formats.day,
        written_day=formats.written_day,
        moment=formats.moment,
        clock=formats.clock,
        money=formats.money,
        number=formats.number,
        typed=formats.typed,
        percent=formats.percent,
        file_size=formats.file_size,
        formats=format_names,
        accepted=accepted_suffixes,
        asset=asset,
        styles=asset(STYLES),
        all_styles=styles(),
        script=asset(SCRIPT),
        modules=[asset(path) for path in modules()],
        field_id=field_id,
        hidden=hidden,
    )
    environment.globals["ui"] = Components(environment)
    return environment


def render(template: str, language: Language, context: dict[str, Any]) -> str:
    return environment_in(language).get_template(template).render(context)

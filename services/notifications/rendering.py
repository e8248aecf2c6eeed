"""Subject, text and HTML of a mail from its folder, `emails/<event_type>/<language>/`."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from services.contracts.base import Language
from services.notifications.handlers.delivering import Letter

EMAILS = Path(__file__).parent / "emails"

_templates = Environment(
    loader=FileSystemLoader(EMAILS),
    autoescape=select_autoescape(["html"], default=False),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def letter(
    event_type: str, to: str, language: Language, values: dict[str, Any], *, address_bounced: bool = False
) -> Letter:
    folder = f"{event_type}/{language}"
    subject = _templates.get_template(f"{folder}/subject.txt").render(values).strip()
    return Letter(
        to=to,
        language=language,
        subject=subject,
        text=_templates.get_template(f"{folder}/body.txt").render(values),
        html=_templates.get_template(f"{folder}/body.html").render(values, subject=subject),
        address_bounced=address_bounced,
    )

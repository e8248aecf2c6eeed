"""The files of a new service: those that say something of it from the templates beside, those that are alike in every
service from offers, so that they cannot fall behind."""

from pathlib import Path
from string import Template

TEMPLATES = Path(__file__).with_name("template")
ALIKE = ("alembic.ini", "requirements.txt", "settings.py", "migrations/env.py", "migrations/script.py.mako")


def files_of(root: Path, name: str) -> dict[Path, str]:
    found = {
        root / "services" / name / part: (root / "services/offers" / part).read_text().replace("offers", name)
        for part in ALIKE
    }
    words = {"name": name, "class_name": name.capitalize()}
    for template in sorted(path for path in TEMPLATES.rglob("*") if path.is_file()):
        written = str(template.relative_to(TEMPLATES)).replace("NAME", name).removesuffix(".template")
        found[root / written] = Template(template.read_text()).substitute(words)
    return found

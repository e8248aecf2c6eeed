"""The household's form, read into its commands."""

import re
from collections.abc import Callable
from typing import Any, Final

from gateway.pages.forms import Form
from services.contracts.identity import PutHousehold

MOST_CHILDREN = 20


_IN_GROUPS: Final = re.compile(
    r"(?P<whole>[1-9]\d{0,2}(?P<sign>[.,])\d{3}((?P=sign)\d{3})*)((?!(?P=sign))[.,](?P<decimals>\d+))?"
)


def decimal_text(text: str) -> str:
    """1 234,50 as people write it, as 1234.50; 1,234.50 and 24,000 too: no figure here has three decimals."""
    bare = re.sub(r"[\s\u00a0\u202f€]", "", text)
    if grouped := _IN_GROUPS.fullmatch(bare):
        bare = re.sub(r"\D", "", grouped["whole"]) + (f".{decimals}" if (decimals := grouped["decimals"]) else "")
    return bare.replace(",", ".")


def household_command(form: Form) -> Callable[[], PutHousehold]:
    children = []
    for index in range(MOST_CHILDREN):
        told = {name: form.value(f"children/{index}/{name}") for name in ("given_name", "birth_date")}
        child = {name: text for name, text in told.items() if text}
        if child:
            children.append(child | {"disabled": form.value(f"children/{index}/disabled") == "true"})
    fields: dict[str, Any] = form.given("family_situation", "expected_version", "from_date")
    fields |= {"children": children, "parts": decimal_text(form.value("parts"))}
    if form.value("partner/given_name"):
        partner = {"given_name": form.value("partner/given_name")}
        fields["partner"] = partner | ({"birth_date": day} if (day := form.value("partner/birth_date")) else {})
    return lambda: PutHousehold.model_validate(fields)

"""The household's form, read into its commands."""

import re
from collections.abc import Callable
from typing import Any

from gateway.pages.forms import Form
from services.contracts.identity import OpenRights, PutHousehold

MOST_CHILDREN = 20


def decimal_text(text: str) -> str:
    """1 234,50 as people write it, as 1234.50."""
    return re.sub(r"[\s\u00a0\u202f€]", "", text).replace(",", ".")


def household_command(form: Form) -> Callable[[], PutHousehold]:
    children = []
    for index in range(MOST_CHILDREN):
        child = {name: form.value(f"children/{index}/{name}") for name in ("given_name", "birth_date")}
        if any(child.values()):
            children.append(child | {"disabled": form.value(f"children/{index}/disabled") == "true"})
    fields: dict[str, Any] = form.given("family_situation", "expected_version")
    fields |= {"children": children, "parts": decimal_text(form.value("parts", "1"))}
    if form.value("partner/given_name"):
        partner = {"given_name": form.value("partner/given_name")}
        fields["partner"] = partner | ({"birth_date": day} if (day := form.value("partner/birth_date")) else {})
    return lambda: PutHousehold.model_validate(fields)


def rights_command(form: Form, year: int) -> Callable[[], OpenRights]:
    fields: dict[str, Any] = {"year": form.value("year", year)}
    for name in ("reference_tax_income", "monthly_family_allowances"):
        if form.value(name):
            fields[name] = decimal_text(form.value(name))
    return lambda: OpenRights.model_validate(fields)

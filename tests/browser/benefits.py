"""The demonstration's benefits, as a member is shown them."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter

from services.applications.domain.rules.words import told_on_entry
from services.contracts.applications import BenefitView, Rule
from services.contracts.base import Language
from services.contracts.language import in_language

DATA = Path(__file__).parents[2] / "deploy" / "demo" / "data"
AID = "holidays-disabled-child"
RULES: TypeAdapter[list[Rule]] = TypeAdapter(list[Rule])


@cache
def benefit(code: str, language: Language = "fr") -> BenefitView:
    told = in_language(yaml.safe_load((DATA / "benefits" / f"{code}.yaml").read_text()), language)
    told["form"] = told_on_entry(told["form"], RULES.validate_python(told.get("rules", [])))
    scale: dict[str, Any] = {
        "tiers": [],
        "above": None,
        "amount": None,
        "percent": None,
        "cap": None,
        "source": None,
        "illustrative": True,
    }
    scale |= told["scale"] | {"in_force_from": date(2026, 1, 1)}
    for name in ("above", "amount", "cap"):
        scale[name] = None if scale[name] is None else {"amount": scale[name]}
    scale["tiers"] = [{name: {"amount": tier[name]} for name in ("up_to", "amount")} for tier in scale["tiers"]]
    documents = [
        {"content_types": ["application/pdf", "image/jpeg", "image/png"], "max_bytes": 10485760, "required": True}
        | each
        for each in told["required_documents"]
    ]
    dates = {"opens_on": date(2026, 1, 1), "closes_on": datetime.now(UTC).date() + timedelta(days=12), "open": True}
    dates["reopens_on"] = None
    delay = {"usual_delay": {"p50_days": 9, "p90_days": 21}}
    return BenefitView.model_validate(told | dates | delay | {"scale": scale, "required_documents": documents})


@cache
def benefits(language: Language = "fr") -> list[BenefitView]:
    codes = sorted(path.stem for path in (DATA / "benefits").glob("*.yaml") if not path.stem.startswith("pm-"))
    return [benefit(code, language) for code in codes]

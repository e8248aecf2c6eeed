"""Rules on small forms, and what they find."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, get_args

from pydantic import TypeAdapter

from services.applications.domain.application import Application
from services.applications.domain.form import Form
from services.applications.domain.rules.check import Check
from services.applications.domain.rules.engine import KINDS
from services.applications.domain.rules.situation import Earlier, Situation
from services.applications.queries.wording import check_sentence
from services.contracts.applications import Rule
from services.contracts.base import Language
from tests.unit.applications.given import NOW, applicant, benefit, tiered

DAY = date(2026, 11, 20)
DATE = {"type": "string", "format": "date"}
NUMBER = {"type": "number"}
CHILD = {
    "type": "object",
    "properties": {
        "given_name": {"type": "string"},
        "birth_date": DATE,
        "disabled": {"type": "boolean"},
        "concerned": {"type": "boolean"},
    },
}
FORM = Form(
    {
        "type": "object",
        "properties": {
            "children": {"type": "array", "items": CHILD, "x-concerned": "/concerned"},
            "from": DATE | {"title": {"fr": "Début", "en": "Start"}},
            "to": DATE | {"title": {"fr": "Fin", "en": "End"}},
            "status": {"type": "string", "enum": ["a", "b"]},
            "amount": NUMBER,
            "months": {"type": "integer"},
        },
    }
)
RULES: TypeAdapter[Rule] = TypeAdapter(Rule)


def rule(kind: str, **fields: Any) -> Rule:
    return RULES.validate_python({"id": "it", "kind": kind, **fields})


def child(birth: str, name: str = "Zoé", **more: Any) -> dict[str, Any]:
    return {"given_name": name, "birth_date": birth, "concerned": True, **more}


def look(one: Rule, answers: dict[str, Any], **more: Any) -> list[Check]:
    fields: dict[str, Any] = {"facts": {}, "started": DAY, "submitted": DAY, **more}
    return KINDS[one.kind](one, Situation(FORM, answers, **fields))


def outcome(one: Rule, answers: dict[str, Any], **more: Any) -> str:
    checks = look(one, answers, **more)
    for check in checks:  # whatever is found has its sentence, with its figures
        for language in get_args(Language):
            assert check_sentence(check, language) != check_sentence(replace(check, sentence="?"), language)
    return max((check.outcome for check in checks), key=["ok", "warning", "blocking"].index, default="nothing")


def begun(**changes: Any) -> Application:
    aid = benefit(form=FORM, rules=changes.pop("rules"), scale=changes.pop("scale", tiered()))
    member = applicant()
    fields: dict[str, Any] = {"member_id": member.member_id, "benefit": aid, "applicant": member, "created_at": NOW}
    return Application(**(fields | changes))


def before(day: str, amount: str = "100", /, **answers: Any) -> Earlier:
    on = date.fromisoformat(day)
    return Earlier(answers, on, on, Decimal(amount))

"""What is published in these tests."""

from datetime import date, timedelta
from typing import Any

from services.contracts.applications import PublishBenefit

TODAY = date.today()  # noqa: DTZ011  # the dates lie months away from today


def holidays(**changes: Any) -> PublishBenefit:
    fields: dict[str, Any] = {
        "code": "holidays",
        "portal": "agent",
        "name": {"fr": "Vacances", "en": "Holidays"},
        "summary": {"fr": "Une aide aux vacances.", "en": "Help with holidays."},
        "category": "holidays",
        "form": {
            "type": "object",
            "required": ["kind", "children"],
            "properties": {
                "zone": {"type": "string", "maxLength": 40},
                "kind": {
                    "type": "string",
                    "title": {"fr": "Séjour", "en": "Stay"},
                    "enum": ["camp", "family"],
                },
                "children": {
                    "type": "array",
                    "title": {"fr": "Enfants", "en": "Children"},
                    "minItems": 1,
                    "x-prefill": "/children",
                    "items": {
                        "type": "object",
                        "required": ["given_name"],
                        "properties": {
                            "given_name": {"type": "string", "maxLength": 100},
                            "birth_date": {"type": "string", "format": "date"},
                        },
                    },
                },
            },
            "examples": [{"kind": "family", "children": [{"given_name": "Zoé"}]}],
        },
        "required_documents": [
            {"slot": "tax_notice", "kind": "tax_notice", "label": {"fr": "Avis d'imposition", "en": "Tax notice"}}
        ],
        "opens_on": TODAY - timedelta(days=100),
        "closes_on": TODAY + timedelta(days=100),
        "scale": {
            "version": "2026",
            "kind": "tiered",
            "tiers": [{"up_to": "680", "amount": "220"}],
            "above": "100",
            "quantity": "/children",
            "in_force_from": "2026-01-01",
        },
    }
    return PublishBenefit.model_validate(fields | changes)

"""What is sent along each route of the table of access, made for whoever sends it."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from services.contracts.calendar import day_in_paris
from tests.journeys.belongings import Belongings
from tests.journeys.people import accepted_document

MEMBERS = frozenset({"agent_a", "agent_b", "medical"})
TEXT = {"fr": "Essai", "en": "Trial"}
SCALE = {"version": "essai-1", "kind": "flat", "amount": "50.00", "in_force_from": "2026-01-01"}
FORM = {
    "type": "object",
    "properties": {"note": {"type": "string", "title": "Note", "maxLength": 100}},
    "examples": [{"note": "Bonjour"}],
}
PUBLISHED_HERE = "of-the-access-matrix"


def login(of: Belongings, _caller: str) -> Any:
    return of.cast.agent_b.credentials


def refresh(of: Belongings, _caller: str) -> Any:
    session = of.cast.visitor.call("POST", "/auth/login", of.cast.agent_b.credentials)
    return {"refresh_token": session["refresh_token"]}


def new_address(_of: Belongings, caller: str) -> Any:
    return {"email": f"{caller.replace('_', '-')}-{uuid4().hex[:12]}@agentspace.example"}


def new_address_of_mine(of: Belongings, caller: str) -> Any:
    return new_address(of, caller) | own_password(of, caller)


def own_password(of: Belongings, caller: str) -> Any:
    """None who has no session has one, nor any caller that only the table of routes knows (`tests/trust`)."""
    person = getattr(of.cast, caller, None)
    return {"current_password": person.credentials.get("password", "none") if person else "none"}


def attachment(of: Belongings, _caller: str) -> Any:
    return {"document_id": of.document}


def correction(of: Belongings, caller: str) -> Any:
    """Proven by a document of the caller's own, where they can have one."""
    person = getattr(of.cast, caller, None) if caller in MEMBERS else None
    proof = accepted_document(person.client) if person else of.nothing
    return {"field": "given_name", "value": f"Camille-{uuid4().hex[:8]}", "document_id": proof}


def another_establishment(of: Belongings, _caller: str) -> Any:
    found = of.cast.visitor.call("GET", "/establishments")["items"]
    other = next(each["id"] for each in found if each["id"] != of.cast.establishment_id)
    return {"establishment_id": other, "from_date": day_in_paris(datetime.now(UTC)).isoformat()}


def to_a_colleague(of: Belongings, _caller: str) -> Any:
    return {"officer_id": of.named("colleague")}


def departure(of: Belongings, _caller: str) -> Any:
    number = of.leaver.credentials["cgos_number"]
    return {"cgos_number": number, "left_on": day_in_paris(datetime.now(UTC)).isoformat()}


def survivor_of_nobody(of: Belongings, caller: str) -> Any:
    """Of a number that nobody has: an access that is given closes an account."""
    who = {"family_name": "Essai", "given_name": "Sacha", "relation": "spouse"}
    return {"deceased_number": "99999999", **who, **new_address(of, caller)}


def newest_notification(of: Belongings, _caller: str) -> Any:
    return {"newest_id": of.notification}


def number_request(of: Belongings, _caller: str) -> Any:
    return of.cast.number_request()


def somebody(_of: Belongings, _caller: str) -> Any:
    who = {"family_name": "Personne", "given_name": "Alix", "birth_date": "1970-01-01"}
    return who | {"email": f"{uuid4().hex[:12]}@agentspace.example"}


def benefit(_of: Belongings, _caller: str) -> Any:
    return {
        "code": PUBLISHED_HERE,
        "portal": "medical",
        "name": TEXT,
        "summary": TEXT,
        "category": "family",
        "form": FORM,
        "required_documents": [],
        "opens_on": "2020-01-01",
        "closes_on": "2020-12-31",
        "scale": SCALE | {"in_force_from": "2020-01-01"},
    }


def rights(of: Belongings, _caller: str) -> Any:
    """Of the coming year: this year's are an officer's to settle, in other rows."""
    year = day_in_paris(datetime.now(UTC)).year + 1
    return {"year": year, "tax_notice_document_id": of.tax_notice, "reference_tax_income": "20000.00", "parts": "1"}


def scale(of: Belongings, caller: str) -> Any:
    """Of a benefit that is there."""
    of.cast.catalogue.call("POST", "/staff/benefits", benefit(of, caller))
    return SCALE


def offer(_of: Belongings, _caller: str) -> Any:
    offer = {"code": PUBLISHED_HERE, "title": TEXT, "description": TEXT, "category": "leisure"}
    return offer | {"portals": ["medical"], "starts_on": "2020-01-01", "ends_on": "2020-01-02"}


def establishment(_of: Belongings, _caller: str) -> Any:
    name = f"EHPAD {uuid4().hex[:8]}"
    return {"name": name, "kind": "ehpad", "city": "Valmont", "postal_code": "44900", "region": "Bretagne"}


def account(_of: Belongings, caller: str) -> Any:
    address = new_address(_of, caller)
    return address | {"family_name": "Essai", "given_name": "Dominique", "roles": ["finance"]}

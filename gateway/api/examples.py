"""A plausible example of any message, from its fields' names and types. A test holds each against its own model."""

from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel

BY_NAME: dict[str, Any] = {
    "access_token": "s3cr3t-0pAqUeT0k3n-9fQ2",
    "actor_name": "Claire Morel",
    "amount": "600.00",
    "answer": "/child/birth_date",
    "answers": {"stay": {"starts_on": "2026-07-06", "nights": 7}},
    "applicant_name": "Nadia Belcourt",
    "assigned": "nobody",
    "author": "member",
    "benefit_code": "children-holidays",
    "booking_code": "HOSPI-2026",
    "booking_url": "https://partenaire.example/hospitaliers",
    "body": "Bonjour, mon avis d'impôt est joint.",
    "campaign": "summer-2026",
    "cap": "600.00",
    "cgos_number": "12345674",
    "deceased_number": "12345674",
    "city": "Rennes",
    "code": "children-holidays",
    "contact_email": "reservations@partenaire.example",
    "contact_phone": "02 99 00 00 00",
    "current_password": "cheval-correct-pile-agrafe",
    "detail": "officer supervisor",
    "delay_notice": "Tant qu'une pièce manque, votre dossier attend.",
    "display_name": "Camille Martin",
    "document": "tax_notice",
    "email": "camille.martin@example.org",
    "event": "application_submitted",
    "expires_in": 900,
    "family_name": "Martin",
    "filename": "avis-impot-2025.pdf",
    "given_name": "Camille",
    "headers": {"Content-Type": "application/pdf"},
    "grounds": "Ma demande est partie le 30 janvier, avant la date limite.",
    "hash": "e72e617ea8e128026e6d26d36e697315f21f4b9e79fa3cb0ee2dd75f2d7f0658",
    "image": "/9j/4AAQSkZJRgABAQEASABIAAD/2Q==",
    "items": ["tax_notice"],
    "link": "/agent/applications/5f0c2f0e-6d0b-4e59-8f3d-0a6a1c1f7a11",
    "new_password": "pile-cheval-agrafe-correct",
    "next_cursor": None,
    "object_id": "5f0c2f0e-6d0b-4e59-8f3d-0a6a1c1f7a11",
    "otpauth_url": "otpauth://totp/Agentspace:camille?secret=JBSWY3DPEHPK3PXP&issuer=Agentspace",
    "parts": "2.5",
    "password": "cheval-correct-pile-agrafe",
    "percent": "44",
    "phone": "+33 6 12 34 56 78",
    "postal_address": "1 rue des Lilas, 35000 Rennes",
    "postal_code": "35000",
    "profession": "infirmier",
    "quotient": "612.50",
    "refresh_token": "s3cr3t-r3fr3shT0k3n-7kL1",
    "region": "Bretagne",
    "second_email": "camille@exemple.fr",
    "pending_second_email": None,
    "secret": "JBSWY3DPEHPK3PXP",
    "size": 204800,
    "slot": "tax_notice",
    "source": "applications",
    "token": "s3cr3t-l1nkT0k3n-4xZ8",
    "totp": "492039",
    "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736",
    "type": "application_decided",
    "up_to": "710.00",
    "url": "https://store.example.org/documents/5f0c2f0e?X-Amz-Signature=abc",
    "year": 2026,
    "form": {
        "type": "object",
        "properties": {"nights": {"type": "integer", "title": "Nombre de nuits", "minimum": 1}},
        "required": ["nights"],
        "examples": [{"nights": 7}],
    },
}
AN_ID = "5f0c2f0e-6d0b-4e59-8f3d-0a6a1c1f7a11"
_BY_TYPE: dict[type, Any] = {
    UUID: AN_ID,
    datetime: "2026-03-14T13:32:00Z",
    date: "2026-03-14",
    bool: False,
    int: 1,
    float: 1.0,
    Decimal: "1.00",
    str: "Vacances des enfants",
    dict: {},
}


def example_of(annotation: Any, name: str = "") -> Any:
    """As JSON."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return example_of(get_args(annotation)[0], name)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {
            field.alias or key: field.examples[0] if field.examples else example_of(field.annotation, key)
            for key, field in annotation.model_fields.items()
        }
    if origin is Literal:
        return get_args(annotation)[0]
    if origin in {Union, UnionType}:
        choices = [each for each in get_args(annotation) if each is not type(None)]
        return example_of(choices[0], name)
    if origin is list:
        item = get_args(annotation)[0]
        if name in BY_NAME and item is str:
            return BY_NAME[name]
        return [example_of(item, name.removesuffix("s"))]
    if origin is dict:
        key, value = get_args(annotation)
        named = BY_NAME.get(name)
        return named if isinstance(named, dict) else {} if value is Any else {example_of(key): example_of(value)}
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return next(iter(annotation)).value
    if name in BY_NAME and _fits(BY_NAME[name], annotation):
        return BY_NAME[name]
    return _BY_TYPE.get(annotation)


def _fits(value: Any, annotation: Any) -> bool:
    if annotation in {Decimal, str}:
        return isinstance(value, str) or value is None
    return annotation is Any or isinstance(value, annotation)

"""Openings of the rights of Camille Martin, with papers as documents would describe them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from services.contracts.actor import Actor, Role
from services.contracts.documents import DocumentFactsView, NoticeReading, NoticeReadingView
from services.contracts.identity import OpenRights, PutHousehold
from services.contracts.identity.rights import ConfirmRights, RefuseRights
from services.contracts.refusals import Refusal
from services.identity.domain.accounts import Account
from services.identity.domain.rights import Rights
from services.identity.handlers.confirm_rights import confirm_rights
from services.identity.handlers.open_rights import Described, open_rights
from services.identity.handlers.put_household import put_household
from services.identity.handlers.refuse_rights import refuse_rights
from tests.unit.identity.fakes import NOW, Identity
from tests.unit.identity.life import InMemoryCorrections

NEW_YEAR_IN_PARIS = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
MEMBER = Actor(subject=str(uuid4()), portal="agent", roles=frozenset({Role.MEMBER}))
OFFICER = Actor(subject=str(uuid4()), portal="staff", roles=frozenset({Role.OFFICER}))
PAPER, PROOF = uuid4(), uuid4()


def notice(signature: str | None = None, *declarants: str, **other: Any) -> NoticeReadingView:
    """`signature`: None where the machine read nothing."""
    reading: dict[str, Any] = {
        "signature": signature,
        "reference_tax_income": "24000",
        "parts": "2.5",
        "income_year": 2024,
        "declarants": declarants or ("MARTIN CAMILLE",),
        "issuer": "FR99",
    }
    read = NoticeReading.received(reading | other) if signature else None
    facts = {"document_id": PAPER, "owner_id": MEMBER.id, "kind": "tax_notice", "state": "accepted"}
    return NoticeReadingView.received(facts).model_copy(update={"reading": read})


def proof(**other: Any) -> DocumentFactsView:
    facts = {"document_id": PROOF, "owner_id": MEMBER.id, "kind": "family_allowance_notice", "state": "accepted"}
    return DocumentFactsView.model_validate(
        facts | {"content_type": "application/pdf", "size": 1000, "version": 2} | other
    )


def is_camille(identity: Identity) -> None:
    identity.accounts.known[MEMBER.id] = Account(
        id=MEMBER.id,
        portal="agent",
        email="camille@agentspace.example",
        family_name="Martin",
        given_name="Camille",
        language="fr",
        created_at=NOW,
        birth_date=date(1985, 5, 5),
    )


def describe(identity: Identity, told: PutHousehold, now: datetime = NOW) -> None:
    put_household(told, MEMBER, now, identity.accounts, identity.households, identity.rights)


def open_for(
    identity: Identity,
    paper: NoticeReadingView | None = None,
    year: int = 2026,
    now: datetime = NOW,
    allowances: DocumentFactsView | None = None,
    corrections: InMemoryCorrections | None = None,
    **told: object,
) -> Rights:
    command = OpenRights.model_validate({"year": year, "tax_notice_document_id": PAPER, **told})
    described = Described(paper or notice(), allowances)
    stores = identity.accounts, identity.households, identity.rights, corrections or InMemoryCorrections(identity.told)
    open_rights(command, described, MEMBER, now, *stores)
    return identity.rights.known[MEMBER.id, year]


def refused(kind: type[Refusal], identity: Identity, paper: NoticeReadingView | None = None, **told: Any) -> Refusal:
    with pytest.raises(kind) as why:
        open_for(identity, paper, **told)
    return why.value


def confirm(identity: Identity, rights: Rights, income: int = 24000, seen: int | None = None) -> Rights:
    command = ConfirmRights(
        rights_id=rights.id, reference_tax_income=Decimal(income), parts=Decimal(2), expected_version=seen
    )
    confirm_rights(command, OFFICER, NOW, identity.rights)
    return identity.rights.by_id(rights.id)


def refuse(identity: Identity, rights: Rights, seen: int | None = None) -> Rights:
    command = RefuseRights(rights_id=rights.id, reason="Cet avis est illisible.", expected_version=seen)
    refuse_rights(command, OFFICER, NOW, identity.rights)
    return identity.rights.by_id(rights.id)

"""What a file says is corrected on proof, and a profession of the other portal moves its member there."""

from dataclasses import replace
from typing import get_args
from uuid import UUID, uuid4

import pytest

from services.contracts.actor import Actor, Role
from services.contracts.documents import DocumentFactsView, DocumentState
from services.contracts.identity.corrections import (
    AcceptCorrection,
    CorrectionAlreadyAsked,
    CorrectionAlreadyDecided,
    NothingToCorrect,
    ProofNotAccepted,
    RefuseCorrection,
    RequestCorrection,
    UnknownCorrection,
    UnusableProof,
)
from services.contracts.identity.refusals import (
    ContractEndNotToCome,
    ImplausibleBirthDate,
    TooYoung,
    UnknownEmploymentStatus,
    UnknownProfession,
)
from services.contracts.refusals import Refusal
from services.identity.domain.accounts import Account
from services.identity.domain.corrections import MAY_PROVE, Correction
from services.identity.handlers.accept_correction import accept_correction
from services.identity.handlers.refuse_correction import refuse_correction
from services.identity.handlers.request_correction import request_correction
from services.identity.queries.wording import profession_names
from tests.unit.identity.fakes import Identity, InMemoryEstablishments
from tests.unit.identity.life import InMemoryCorrections
from tests.unit.identity.people import a_member, an_establishment
from tests.unit.identity.visitor import logs_in

OFFICER = Actor(subject=str(uuid4()), portal="staff", roles=frozenset({Role.OFFICER}))


@pytest.fixture
def member(identity: Identity) -> Account:
    account = a_member()
    identity.accounts.add(account)
    return account


@pytest.fixture
def corrections(identity: Identity) -> InMemoryCorrections:
    return InMemoryCorrections(identity.told)


def proof(owner_id: UUID, state: DocumentState = "accepted") -> DocumentFactsView:
    told = {"document_id": uuid4(), "owner_id": owner_id, "kind": "identity_proof", "state": state}
    return DocumentFactsView.model_validate({**told, "content_type": "image/png", "size": 1, "version": 2})


def work_place(member: Account) -> InMemoryEstablishments:
    return InMemoryEstablishments(replace(an_establishment(), id=member.establishment_id or uuid4()))


def ask(
    identity: Identity,
    corrections: InMemoryCorrections,
    member: Account,
    field: str,
    value: str,
    state: DocumentState = "accepted",
) -> Correction:
    command = RequestCorrection.model_validate({"field": field, "value": value, "document_id": uuid4()})
    stores = identity.accounts, corrections, work_place(member)
    proven = proof(member.id, state)
    return request_correction(command, uuid4(), proven, member.actor(), identity.clock.now, *stores, profession_names())


def accept(
    identity: Identity, corrections: InMemoryCorrections, asked: Correction, state: DocumentState = "accepted"
) -> Account:
    stores = identity.accounts, corrections, identity.sessions
    proven = proof(asked.member_id, state)
    accept_correction(AcceptCorrection(correction_id=asked.id), proven, OFFICER, identity.clock.now, *stores)
    return identity.accounts.get(asked.member_id)


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("family_name", "  Vasseur-Morel ", "Vasseur-Morel"),
        ("given_name", "Inès-Marie", "Inès-Marie"),
        ("birth_date", "1991-05-17", "1991-05-17"),
        ("profession", "Sage-femme", "sage-femme"),
        ("status", "Retraité", "retraite"),
        ("status", "contractuel: 2027-06-30", "contractuel:2027-06-30"),
    ],
)
def test_what_was_asked_for_changes_once_it_is_accepted_and_the_history_says_what_was_before(
    field: str, typed: str, kept: str, identity: Identity, corrections: InMemoryCorrections, member: Account
) -> None:
    asked = ask(identity, corrections, member, field, typed)
    assert asked.value == kept
    assert identity.accounts.get(member.id).version == member.version
    changed = accept(identity, corrections, asked)
    shown = ":".join(filter(None, (changed.status, str(changed.contract_ends_on or "")))) if field == "status" else ""
    assert (shown or str(getattr(changed, field))) == kept
    assert changed.version == member.version + 1
    history = corrections.get(asked.id)
    before = None if field == "status" else str(getattr(member, field))
    assert (history.state, history.former, history.decided_by) == ("accepted", before, OFFICER.id)
    assert identity.told.types() == ["correction_requested", "correction_decided"]


@pytest.mark.parametrize(
    ("field", "typed", "refusal"),
    [
        ("family_name", "Vasseur", NothingToCorrect),
        ("birth_date", "17/05/1990", ImplausibleBirthDate),
        ("birth_date", "1890-05-17", ImplausibleBirthDate),
        ("birth_date", "2020-05-17", TooYoung),
        ("profession", "astronaute", UnknownProfession),
        ("status", "bénévole", UnknownEmploymentStatus),
        ("status", "contractuel:demain", UnknownEmploymentStatus),
        ("status", "titulaire:2027-06-30", UnknownEmploymentStatus),
        ("status", "contractuel:2026-03-01", ContractEndNotToCome),
    ],
)
def test_what_a_file_cannot_say_is_refused_at_its_field(
    field: str,
    typed: str,
    refusal: type[Refusal],
    identity: Identity,
    corrections: InMemoryCorrections,
    member: Account,
) -> None:
    with pytest.raises(refusal) as refused:
        ask(identity, corrections, member, field, typed)
    assert [each.pointer for each in refused.value.errors] == ["/value"]
    assert corrections.known == {}


@pytest.mark.parametrize("state", get_args(DocumentState))
def test_a_proof_is_a_document_of_theirs_that_passed_its_checks_or_is_in_them(
    state: DocumentState, identity: Identity, corrections: InMemoryCorrections, member: Account
) -> None:
    if state in MAY_PROVE:
        assert ask(identity, corrections, member, "given_name", "Agnès", state).state == "asked"
        return
    with pytest.raises(UnusableProof):
        ask(identity, corrections, member, "given_name", "Agnès", state)


def test_a_proof_of_somebody_else_is_none(
    identity: Identity, corrections: InMemoryCorrections, member: Account
) -> None:
    command = RequestCorrection(field="given_name", value="Agnès", document_id=uuid4())
    stores = identity.accounts, corrections, work_place(member)
    common = member.actor(), identity.clock.now, *stores, profession_names()
    errors = []
    for given in (proof(uuid4()), None):
        with pytest.raises(UnusableProof) as refused:
            request_correction(command, uuid4(), given, *common)
        errors.append(refused.value.to_wire())
    assert errors[0] == errors[1]


def test_one_correction_of_a_field_waits_at_a_time(
    identity: Identity, corrections: InMemoryCorrections, member: Account
) -> None:
    ask(identity, corrections, member, "given_name", "Agnès")
    ask(identity, corrections, member, "family_name", "Morel")
    with pytest.raises(CorrectionAlreadyAsked):
        ask(identity, corrections, member, "given_name", "Anne")


@pytest.mark.parametrize("state", [each for each in get_args(DocumentState) if each != "accepted"])
def test_nothing_is_accepted_on_a_proof_that_did_not_pass(
    state: DocumentState, identity: Identity, corrections: InMemoryCorrections, member: Account
) -> None:
    asked = ask(identity, corrections, member, "given_name", "Agnès", "checking")
    with pytest.raises(ProofNotAccepted):
        accept(identity, corrections, asked, state)
    assert identity.accounts.get(member.id).given_name == member.given_name


def test_what_is_decided_stays_so(identity: Identity, corrections: InMemoryCorrections, member: Account) -> None:
    asked = ask(identity, corrections, member, "given_name", "Agnès")
    refusal = RefuseCorrection(correction_id=asked.id, reason="Illisible.")
    refuse_correction(refusal, OFFICER, identity.clock.now, corrections)
    with pytest.raises(CorrectionAlreadyDecided):
        accept(identity, corrections, asked)
    assert (corrections.get(asked.id).state, corrections.get(asked.id).reason) == ("refused", "Illisible.")
    assert identity.accounts.get(member.id).given_name == member.given_name
    with pytest.raises(UnknownCorrection):
        refuse_correction(RefuseCorrection(correction_id=uuid4(), reason="x"), OFFICER, identity.clock.now, corrections)


def test_a_profession_of_the_other_portal_moves_its_member_there_and_ends_their_sessions(
    identity: Identity, corrections: InMemoryCorrections, member: Account
) -> None:
    logs_in(identity, member)
    asked = ask(identity, corrections, member, "profession", "Praticien hospitalier")
    assert asked.moves_to == "medical"
    moved = accept(identity, corrections, asked)
    assert (moved.portal, moved.profession, moved.cgos_number) == (
        "medical",
        "praticien-hospitalier",
        member.cgos_number,
    )
    assert identity.sessions.open_ones(member.id) == []
    assert {"portal_changed", "session_revoked"} <= set(identity.told.types())


def test_a_profession_of_the_same_portal_moves_nobody(identity: Identity, corrections: InMemoryCorrections) -> None:
    interne = a_member(portal="medical", profession="interne")
    identity.accounts.add(interne)
    logs_in(identity, interne)
    asked = ask(identity, corrections, interne, "profession", "Praticien hospitalier")
    assert (asked.moves_to, accept(identity, corrections, asked).portal) == (None, "medical")
    assert len(identity.sessions.open_ones(interne.id)) == 1

"""Erasure is asked for by the member and decided by an officer; what is open stands in its way."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from services.contracts.applications.erasure import BlockingApplicationView
from services.contracts.identity import ErasureDecided
from services.contracts.identity.erasure import ApplicationsAreOpen, ErasureIsDecided, ErasureReasonRequired
from services.identity.domain.erasure import TOLD_FIRST, Erasure, require_nothing_open

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


def asked() -> Erasure:
    return Erasure.ask(uuid4(), " Je pars. ", NOW)


def test_what_is_open_stands_in_its_way_and_is_named() -> None:
    application = uuid4()
    with pytest.raises(ApplicationsAreOpen) as refused:
        require_nothing_open([BlockingApplicationView(id=application, benefit_name="Naissance")])
    assert refused.value.facts["applications"] == [{"id": str(application), "benefit_name": "Naissance"}]
    require_nothing_open([])


def test_whoever_is_erased_is_told_first() -> None:
    erasure = asked()
    erasure.accept(uuid4(), NOW)
    assert (erasure.state, erasure.due_at, erasure.reason) == ("accepted", NOW + TOLD_FIRST, "Je pars.")
    assert [(type(event), event.outcome) for event in erasure.events] == [(ErasureDecided, "accepted")]  # type: ignore[attr-defined]  # of that type


def test_a_refusal_has_its_reason_and_erases_nothing() -> None:
    erasure = asked()
    with pytest.raises(ErasureReasonRequired):
        erasure.refuse(uuid4(), "  ", NOW)
    erasure.refuse(uuid4(), "Un paiement est en cours.", NOW)
    assert (erasure.state, erasure.due_at) == ("refused", None)


def test_what_is_decided_or_withdrawn_is_not_decided_again() -> None:
    decided, withdrawn = asked(), asked()
    decided.accept(uuid4(), NOW)
    withdrawn.withdraw()
    for erasure in (decided, withdrawn):
        with pytest.raises(ErasureIsDecided):
            erasure.refuse(uuid4(), "Non.", NOW)
    with pytest.raises(ErasureIsDecided):
        decided.withdraw()


def test_what_is_withdrawn_twice_is_withdrawn_once() -> None:
    erasure = asked()
    erasure.withdraw()
    erasure.withdraw()
    assert (erasure.state, erasure.events) == ("withdrawn", [])

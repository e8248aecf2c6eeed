from decimal import Decimal

import pytest

from services.contracts.identity.refusals import (
    RightsAlreadySettled,
)
from services.contracts.refusals import StaleVersion
from tests.unit.identity.fakes import Identity
from tests.unit.identity.opening import MEMBER, OFFICER, confirm, is_camille, notice, open_for, refuse, refused


@pytest.fixture(autouse=True)
def camille(identity: Identity) -> None:
    is_camille(identity)


def test_what_is_declared_or_refused_may_be_sent_again_and_what_is_settled_not(identity: Identity) -> None:
    open_for(identity, reference_tax_income="24000", parts="2")
    rights = open_for(identity, reference_tax_income="12000", parts="2")
    assert (rights.revision, rights.quotient) == (2, Decimal("500.00"))
    refuse(identity, rights)
    rights = open_for(identity, reference_tax_income="13000", parts="2")
    assert (rights.state, rights.reason, rights.revision) == ("declared", None, 3)
    confirm(identity, rights)
    refused(RightsAlreadySettled, identity, reference_tax_income="1", parts="2")
    open_for(identity, notice("verified", income_year=2025), year=2027)
    refused(RightsAlreadySettled, identity, notice("verified", income_year=2025), year=2027)


def test_confirming_what_was_sent_keeps_its_revision_and_correcting_it_makes_another(identity: Identity) -> None:
    sent = open_for(identity, reference_tax_income="24000", parts="2")
    confirmed = confirm(identity, sent)
    assert (confirmed.state, confirmed.revision, confirmed.version) == ("confirmed", 1, 2)
    corrected = confirm(identity, sent, income=26000)
    assert (corrected.revision, corrected.version, corrected.quotient) == (2, 3, Decimal("1083.33"))
    told = [(one.version, one.revision, one.state, one.by, one.actor_id) for one in corrected.changes]
    assert told == [
        (1, 1, "declared", "member", MEMBER.id),
        (2, 1, "confirmed", "officer", OFFICER.id),
        (3, 2, "confirmed", "officer", OFFICER.id),
    ]
    assert confirm(identity, sent, income=26000).version == 3
    assert identity.told.types()[-2:] == ["rights_confirmed", "rights_confirmed"]


def test_nobody_undoes_unseen_what_another_officer_did(identity: Identity) -> None:
    sent = open_for(identity, reference_tax_income="24000", parts="2")
    confirm(identity, sent, seen=1)
    for act in (confirm, refuse):
        with pytest.raises(StaleVersion):
            act(identity, sent, seen=1)
    with pytest.raises(RightsAlreadySettled):
        refuse(identity, sent)
    assert refuse(identity, sent, seen=2).state == "refused"
    with pytest.raises(RightsAlreadySettled):
        confirm(identity, sent)
    assert confirm(identity, sent, seen=3).reason is None

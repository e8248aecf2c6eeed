from datetime import datetime
from uuid import UUID

from services.contracts.actor import Actor
from services.contracts.calendar import day_in_paris
from services.contracts.documents import DocumentFactsView
from services.contracts.identity.corrections import RequestCorrection
from services.identity.domain.corrections import (
    Correction,
    change,
    portal_of,
    present,
    require_a_difference,
    require_none_waits,
    require_proof,
    value_as_kept,
)
from services.identity.domain.numbers import identity_key
from services.identity.domain.portals import ProfessionNames
from services.identity.ports import Accounts, Corrections, Establishments


def request_correction(
    command: RequestCorrection,
    new_id: UUID,
    proof: DocumentFactsView | None,
    actor: Actor,
    now: datetime,
    accounts: Accounts,
    corrections: Corrections,
    establishments: Establishments,
    profession_names: ProfessionNames,
) -> Correction:
    """The account is held, so that of two tabs that ask at once the second finds what the first has asked."""
    account = accounts.get(actor.id)
    value = value_as_kept(command.field, command.value, profession_names, day_in_paris(now))
    former = present(account, command.field)
    require_a_difference(value, former)
    require_proof(proof, account.id)
    require_none_waits(corrections.waits(account.id, command.field))
    portal = portal_of(command.field, value, profession_names)
    correction = Correction(
        new_id,
        account.id,
        command.field,
        value,
        former,
        command.document_id,
        identity_key="",
        moves_to=portal if portal != account.portal else None,
        asked_at=now,
    )
    change(account, correction)  # not saved: who they would be by it
    if account.birth_date is not None:
        correction.identity_key = identity_key(account.family_name, account.given_name, account.birth_date)
    place = establishments.get(account.establishment_id) if account.establishment_id else None
    correction.requested(place.region if place else None)
    corrections.add(correction)
    return correction

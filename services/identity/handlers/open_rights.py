from datetime import datetime
from uuid import UUID

from services.contracts.actor import Actor
from services.contracts.calendar import day_in_paris
from services.contracts.identity import OpenRights
from services.contracts.refusals import Invalid
from services.identity.domain.rights import Rights, require_open_year
from services.identity.ports import Households, RightsRegister


def open_rights(
    command: OpenRights,
    notice_owner: UUID | None,
    actor: Actor,
    now: datetime,
    households: Households,
    register: RightsRegister,
) -> None:
    """The parts are those of the household as it stands on that day, and are kept with the rights."""
    require_open_year(command.year, today=day_in_paris(now))
    if command.tax_notice_document_id is not None and notice_owner != actor.id:
        raise Invalid.at("/tax_notice_document_id", "There is no such document among yours.", rule="not_yours")
    rights = Rights(
        actor.id,
        command.year,
        command.reference_tax_income,
        command.monthly_family_allowances,
        households.get(actor.id).parts,
        command.tax_notice_document_id,
        now,
    )
    rights.opened()
    register.put(rights)

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from services.contracts.actor import Actor
from services.contracts.calendar import day_in_paris
from services.contracts.documents import DocumentFactsView, NoticeReadingView
from services.contracts.identity import OpenRights
from services.contracts.identity.refusals import FigureRequired
from services.identity.domain.household import Household
from services.identity.domain.plausibility import require_plausible_children, require_plausible_parts
from services.identity.domain.proof import (
    check_notice,
    require_allowances_proof,
    require_as_read,
    require_income,
    require_notice,
    require_usable,
)
from services.identity.domain.rights import Figures, Papers, require_open_year
from services.identity.ports import Accounts, Corrections, Households, RightsRegister


@dataclass(frozen=True)
class Described:
    """The papers as documents described them; None: not given, or nobody's."""

    notice: NoticeReadingView | None = None
    allowances: DocumentFactsView | None = None


def open_rights(
    command: OpenRights,
    described: Described,
    actor: Actor,
    now: datetime,
    accounts: Accounts,
    households: Households,
    register: RightsRegister,
    corrections: Corrections,
) -> None:
    """The parts are those of the notice, else of the household as it stands that day, and are kept with the rights."""
    require_open_year(command.year, today=day_in_paris(now))
    require_notice(command.tax_notice_document_id, command.year)
    require_usable(described.notice, "tax_notice", actor.id, "/tax_notice_document_id")
    require_allowances_proof(command.monthly_family_allowances, command.allowances_document_id)
    if command.allowances_document_id is not None:
        require_usable(described.allowances, "family_allowance_notice", actor.id, "/allowances_document_id")
    rights = register.get(actor.id, command.year)
    rights.require_sendable()
    account, household = accounts.look_at(actor.id), households.get(actor.id)
    reading = described.notice.reading if described.notice else None
    names = [account.family_name, *corrections.former_family_names(account.id)]
    check = check_notice(reading, command.year, names, account.given_name)
    if check == "verified" and reading is not None:
        require_as_read(command.reference_tax_income, reading.reference_tax_income, "/reference_tax_income")
        require_as_read(command.parts, reading.parts, "/parts")
        income, parts = reading.reference_tax_income, reading.parts
    else:
        income, parts = require_income(command.reference_tax_income), _typed_parts(command, household)
        require_plausible_parts(parts, household)
        require_plausible_children(household, account.birth_date.year if account.birth_date else None)
    if parts != household.parts:
        household.count(parts, day_in_paris(now))
        households.save(household)
    figures = Figures(income, command.monthly_family_allowances, parts)
    rights.send(figures, Papers(command.tax_notice_document_id, command.allowances_document_id, check), now)
    register.save(rights)


def _typed_parts(command: OpenRights, household: Household) -> Decimal:
    if command.parts is not None:
        return command.parts
    if household.version == 0:
        raise FigureRequired.at("/parts", "Your notice does not say it by itself: type your number of parts.")
    return household.parts

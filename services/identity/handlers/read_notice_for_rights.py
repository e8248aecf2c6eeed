from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.calendar import day_in_paris
from services.contracts.documents import NoticeReadingView
from services.contracts.identity.rights import NoticeForRightsView, ReadNoticeForRights
from services.identity.domain.proof import check_notice, require_usable
from services.identity.domain.rights import income_year_of, require_open_year
from services.identity.ports import Accounts, Corrections


def read_notice_for_rights(
    query: ReadNoticeForRights,
    notice: NoticeReadingView | None,
    actor: Actor,
    now: datetime,
    accounts: Accounts,
    corrections: Corrections,
) -> NoticeForRightsView:
    """What a forged code says is shown to nobody."""
    require_open_year(query.year, today=day_in_paris(now))
    require_usable(notice, "tax_notice", actor.id, "/tax_notice_document_id")
    account = accounts.look_at(actor.id)
    reading = notice.reading if notice else None
    names = [account.family_name, *corrections.former_family_names(account.id)]
    check = check_notice(reading, query.year, names, account.given_name)
    asked = income_year_of(query.year)
    if reading is None or check == "bad_signature":
        return NoticeForRightsView(check=check, asked_income_year=asked)
    return NoticeForRightsView(
        check=check,
        asked_income_year=asked,
        income_year=reading.income_year,
        reference_tax_income=reading.reference_tax_income,
        parts=reading.parts,
        declarants=reading.declarants,
    )

"""What the fake bus answers who opens the rights of a year."""

from decimal import Decimal
from typing import Any

from gateway.api.examples import example_of
from services.contracts.base import Page
from services.contracts.identity import ListRights, OpenRights, RightsView
from services.contracts.identity.rights import (
    ListOpeningChanges,
    ListRightsChanges,
    NoticeForRightsView,
    ReadNoticeForRights,
    RightsChangeView,
)
from tests.browser import scenes

EXPLAINED = "(31 200 € / 12 + 151 €) / 3 parts = 917 €"
NOTICE_UNREAD = NoticeForRightsView(check="unread", asked_income_year=2024)
NOTICE_READ = NoticeForRightsView(
    check="verified",
    asked_income_year=2024,
    income_year=2024,
    reference_tax_income=Decimal(31200),
    parts=Decimal("2.5"),
    declarants=["BELCOURT NADIA", "BELCOURT KARIM"],
)


def rights_answers() -> dict[type, Any]:
    rights = RightsView.model_validate(example_of(RightsView) | {"explanation": EXPLAINED, "state": "declared"})
    change = RightsChangeView.model_validate(example_of(RightsChangeView))
    return {
        ListRights: Page[Any](items=[rights]),
        ListRightsChanges: Page[Any](items=[change]),
        ListOpeningChanges: Page[Any](items=[change]),
        ReadNoticeForRights: _notice,
        OpenRights: rights,
    }


def _notice(asked: ReadNoticeForRights) -> NoticeForRightsView:
    return NOTICE_UNREAD if asked.tax_notice_document_id == scenes.UNREAD else NOTICE_READ

"""The wallet: what is in it, and until when."""

from datetime import UTC, datetime, timedelta

import pytest

from gateway.formats import Formats
from services.contracts.base import Page
from services.contracts.calendar import day_in_paris
from services.contracts.documents import DocumentView, ListDocuments
from tests.browser.examples import example
from tests.gateway.pages.conftest import Reader

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(("days", "soon"), [(40, False), (20, True)])
async def test_a_paper_that_ends_soon_is_marked_with_its_last_day(reader: Reader, days: int, soon: bool) -> None:
    last_day = day_in_paris(datetime.now(UTC)) + timedelta(days=days)
    paper = example(DocumentView).model_copy(update={"state": "accepted", "valid_until": last_day})
    reader.bus.answers[ListDocuments] = Page(items=[paper])
    reader.sign_in()
    await reader.go("/agent/documents")
    assert Formats("fr").day(last_day) in reader.text
    assert ("Envoyez-en un plus récent" in reader.text) == soon

"""A refusal that stands on a limit carries it, in its English sentence and as a fact that a French one can quote."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from services.applications.domain.documents import KnownDocument, require_fits
from services.contracts.applications import RequiredDocument
from services.contracts.documents import MAX_BYTES
from services.contracts.identity.fields import YOUNGEST
from services.contracts.language import LocalizedText
from services.contracts.refusals import Refusal
from services.documents.domain.quota import QUOTA_BYTES, QUOTA_DOCUMENTS, Usage
from services.identity.domain.numbers import require_plausible_birth
from services.identity.domain.passwords import SHORTEST, require_good_password
from services.identity.domain.rights import require_open_year

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
OWNER = uuid4()
SLOT = RequiredDocument(slot="notice", kind="tax_notice", label=LocalizedText(fr="Avis", en="Notice"), max_bytes=1000)
DOCUMENT = KnownDocument(uuid4(), OWNER, "tax_notice", "accepted", 1, "application/pdf", 1001)


@pytest.mark.parametrize(
    ("limit", "broken"),
    [
        (1000, lambda: require_fits(DOCUMENT, SLOT, OWNER, refused=None)),
        (MAX_BYTES, lambda: Usage(0, 0).require_room_for(MAX_BYTES + 1)),
        (QUOTA_DOCUMENTS, lambda: Usage(QUOTA_DOCUMENTS, 0).require_room_for(1)),
        (QUOTA_BYTES, lambda: Usage(1, QUOTA_BYTES).require_room_for(1)),
        (YOUNGEST, lambda: require_plausible_birth(date(2015, 1, 1), NOW.date())),
        (SHORTEST, lambda: require_good_password("short", second_factor=False, known_about_them=[])),
        (2027, lambda: require_open_year(2040, NOW)),
    ],
)
def test_the_figure_is_told(limit: int, broken: Callable[[], None]) -> None:
    with pytest.raises(Refusal) as refused:
        broken()
    assert str(limit) in refused.value.detail
    assert limit in refused.value.facts.values()

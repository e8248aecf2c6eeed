from typing import Any

import pytest

from services.applications.domain.allowance import Drafts, Written
from services.contracts.applications import (
    TooManyDrafts,
    TooManyDraftsOfBenefit,
    TooManyDraftsStarted,
    TooManyMessages,
    TooManyMessagesInThread,
)
from services.contracts.refusals import Throttled
from tests.unit.applications.given import ALLOWANCE


@pytest.mark.parametrize("drafts", [Drafts(0, 0, 0), Drafts(4, 2, 0)])
def test_below_what_is_allowed_another_draft_is_started(drafts: Drafts) -> None:
    ALLOWANCE.require_room_for_draft(drafts)


@pytest.mark.parametrize(
    ("drafts", "refusal", "most", "wait"),
    [
        (Drafts(3, 3, 0), TooManyDraftsOfBenefit, 3, 3600),
        (Drafts(5, 0, 0), TooManyDrafts, 5, 3600),
        (Drafts(0, 0, 17), TooManyDraftsStarted, 8, 17),
    ],
)
def test_too_many_drafts_are_refused_with_the_figure(
    drafts: Drafts, refusal: type[Throttled], most: int, wait: int
) -> None:
    with pytest.raises(refusal) as refused:
        ALLOWANCE.require_room_for_draft(drafts)
    assert refused.value.facts == {"most": most, "retry_after": wait}


@pytest.mark.parametrize(
    ("written", "refusal", "facts"),
    [
        (Written(7, 0), TooManyMessagesInThread, {"most": 4, "retry_after": 7}),
        (Written(0, 9), TooManyMessages, {"most": 6, "retry_after": 9}),
    ],
)
def test_too_many_messages_are_refused_with_the_figure_and_when_to_come_back(
    written: Written, refusal: type[Throttled], facts: dict[str, Any]
) -> None:
    with pytest.raises(refusal) as refused:
        ALLOWANCE.require_room_for_message(written)
    assert refused.value.facts == facts

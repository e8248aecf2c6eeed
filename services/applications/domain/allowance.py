"""How much one person may begin and write: more than anybody needs, and not without end."""

from dataclasses import dataclass
from datetime import timedelta

from services.contracts.applications import (
    TooManyDrafts,
    TooManyDraftsOfBenefit,
    TooManyDraftsStarted,
    TooManyMessages,
    TooManyMessagesInThread,
)

COUNTED_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Drafts:
    """Of one member."""

    open: int
    open_of_benefit: int
    seconds_until_next: int
    """Until another may be started; 0 now."""


@dataclass(frozen=True, slots=True)
class Written:
    """Seconds until one person may write another message, in this thread and in any; 0 now."""

    seconds_in_thread: int
    seconds_in_all: int


@dataclass(frozen=True, slots=True)
class Allowance:
    open_drafts: int
    open_drafts_of_benefit: int
    drafts_per_hour: int
    messages_per_hour: int
    messages_per_hour_in_thread: int

    def require_room_for_draft(self, drafts: Drafts) -> None:
        if drafts.open_of_benefit >= self.open_drafts_of_benefit:
            raise TooManyDraftsOfBenefit(most=self.open_drafts_of_benefit, retry_after=_AN_HOUR)
        if drafts.open >= self.open_drafts:
            raise TooManyDrafts(most=self.open_drafts, retry_after=_AN_HOUR)
        if drafts.seconds_until_next:
            raise TooManyDraftsStarted(most=self.drafts_per_hour, retry_after=drafts.seconds_until_next)

    def require_room_for_message(self, written: Written) -> None:
        if written.seconds_in_thread:
            raise TooManyMessagesInThread(most=self.messages_per_hour_in_thread, retry_after=written.seconds_in_thread)
        if written.seconds_in_all:
            raise TooManyMessages(most=self.messages_per_hour, retry_after=written.seconds_in_all)


_AN_HOUR = 3600
"""What is open stays so until its member submits or withdraws it: no clock says when there is room."""

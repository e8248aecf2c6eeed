"""The statuses of an application, and what each allows."""

from enum import StrEnum


class Status(StrEnum):
    """The contract's, by the same names."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    INCOMPLETE = "incomplete"
    UNDER_REVIEW = "under_review"
    APPROVED = "approved"
    REJECTED = "rejected"
    PAID = "paid"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"

    @property
    def is_editable(self) -> bool:
        """It is the member's turn."""
        return self in EDITABLE

    @property
    def is_open(self) -> bool:
        """It is the officers' turn."""
        return self in OPEN

    @property
    def is_undecided(self) -> bool:
        return self in UNDECIDED

    @property
    def is_decided(self) -> bool:
        return self in DECIDED

    @property
    def is_abandoned(self) -> bool:
        """It ended without a decision, and grants nothing."""
        return not (self.is_undecided or self.is_decided)


EDITABLE = (Status.DRAFT, Status.INCOMPLETE)
OPEN = (Status.SUBMITTED, Status.UNDER_REVIEW)
UNDECIDED = EDITABLE + OPEN
DECIDED = (Status.APPROVED, Status.REJECTED, Status.PAID)

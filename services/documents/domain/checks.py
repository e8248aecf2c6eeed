"""How a document comes to its verdict: what a check can say, and when it is tried again."""

from dataclasses import dataclass
from datetime import timedelta

from services.contracts.documents import RejectionReason
from services.documents.domain.reading import Reading

LEASE = timedelta(seconds=15)
"""A check that said nothing for so long is begun anew, maybe beside the first: its process may be gone."""
AGAIN_SOON = timedelta(seconds=3)
"""Where the store or the antivirus is away: for as long as it takes."""
AGAIN_LATER = timedelta(seconds=30)
"""Where the check itself broke, which says nothing of the file."""
MOST_TRIES = 3
BETWEEN_TRIES = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Passed:
    kept_size: int
    """Bytes of what is kept: an image loses what it tells beside its picture."""
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    reason: RejectionReason


@dataclass(frozen=True, slots=True)
class TookTooLong:
    """The file may be why: it counts as a try."""


@dataclass(frozen=True, slots=True)
class Postponed:
    """The file is not why."""

    by: timedelta


Outcome = Passed | Refused | TookTooLong | Postponed

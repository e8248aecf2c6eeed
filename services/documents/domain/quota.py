"""How much one member may keep: the size of one document, of all of them, and their number."""

from dataclasses import dataclass

from services.contracts.documents import MAX_BYTES, FileTooLarge, QuotaExceeded

QUOTA_BYTES = 500 * 1024 * 1024
QUOTA_DOCUMENTS = 200


@dataclass(frozen=True, slots=True)
class Usage:
    """Of the documents a member has not removed, the announced sizes of those not yet uploaded included, and of those
    removed or rejected a moment ago: until its address has lapsed, the bytes may still lie where they were sent."""

    documents: int
    bytes: int

    def require_room_for(self, size: int) -> None:
        if size > MAX_BYTES:
            raise FileTooLarge.at("/size", f"A document is at most {MAX_BYTES} bytes.", max_bytes=MAX_BYTES)
        if self.documents + 1 > QUOTA_DOCUMENTS:
            raise _quota_exceeded(f"At most {QUOTA_DOCUMENTS} documents are kept; remove one first.")
        if self.bytes + size > QUOTA_BYTES:
            raise _quota_exceeded(f"At most {QUOTA_BYTES} bytes are kept; remove a document first.")


def _quota_exceeded(detail: str) -> QuotaExceeded:
    return QuotaExceeded(detail, most_documents=QUOTA_DOCUMENTS, most_bytes=QUOTA_BYTES)

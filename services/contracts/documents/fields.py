"""What documents and its callers say in the same words."""

from typing import Literal

DocumentKind = Literal[
    "tax_notice",
    "pay_slip",
    "birth_certificate",
    "death_certificate",
    "medical_certificate",
    "disability_certificate",
    "school_certificate",
    "invoice",
    "bank_details",
    "family_allowance_notice",
    "social_report",
    "employer_letter",
    "household_charges",
    "proof_of_debt",
    "identity_proof",
    "other",
]
ContentType = Literal["application/pdf", "image/jpeg", "image/png"]
DocumentState = Literal["awaiting_upload", "checking", "accepted", "rejected", "expired", "removed"]
KeptFor = Literal["under_way", "decided"]
"""Why a member cannot delete it: an application rests on it that is to be decided, or can still be contested."""
RejectionReason = Literal[
    "empty",
    "size-mismatch",
    "type-mismatch",
    "unsupported-type",
    "damaged",
    "encrypted",
    "active-content",
    "embedded-files",
    "trailing-data",
    "too-many-pages",
    "too-many-pixels",
    "too-costly-to-read",
    "infected",
]
MAX_BYTES = 25 * 1024 * 1024
"""The largest document of any kind; a slot may ask for less."""

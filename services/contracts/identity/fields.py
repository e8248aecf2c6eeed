"""Kinds of text that several messages of identity share."""

from typing import Annotated, Literal

from pydantic import AfterValidator, StringConstraints

from services.contracts.storable import in_one_line

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Email = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, max_length=254, pattern=r"^[^\s@<>\",;:\\]+@[^\s@<>\",;:\\]+\.[^\s@<>\",;:\\]{2,}$"
    ),
]
CgosNumber = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[0-9]{8}$")]
"""Eight digits, the last a check digit (ours, fictional)."""
PostalAddress = Annotated[str, AfterValidator(in_one_line)]
"""Taken as it is typed, line by line; kept in one."""
Password = Annotated[str, StringConstraints(min_length=1, max_length=128)]
YOUNGEST, OLDEST = 16, 100
"""Years, of whoever asks for a number."""
EstablishmentKind = Literal["chu", "ch", "ehpad", "child_welfare", "disability", "social_reintegration"]
EmploymentStatus = Literal["titulaire", "stagiaire", "contractuel", "apprenti", "retraite"]
"""A civil servant, one on probation, on contract (with an end, or open-ended), apprentice, retired."""
Banner = Literal["file_to_update", "email_bounced"]
"""What every page says to its member until it is seen to."""
FamilySituation = Literal["single", "couple", "separated", "widowed"]
EmailState = Literal["unverified", "verified", "bounced"]
NumberRequestStatus = Literal["requested", "assigned", "communicated", "rejected", "merged"]

Region = Annotated[str, StringConstraints(min_length=1, max_length=100)]
"""By its name, as establishments have it."""

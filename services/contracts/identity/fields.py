"""Kinds of text that several messages of identity share."""

from typing import Annotated, Literal

from pydantic import StringConstraints

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Email = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, max_length=254, pattern=r"^[^\s@<>\",;:\\]+@[^\s@<>\",;:\\]+\.[^\s@<>\",;:\\]{2,}$"
    ),
]
CgosNumber = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[0-9]{8}$")]
"""Eight digits, the last a check digit (ours, fictional)."""
Password = Annotated[str, StringConstraints(min_length=1, max_length=128)]
EstablishmentKind = Literal["chu", "ch", "ehpad", "child_welfare", "disability", "social_reintegration"]
EmailState = Literal["unverified", "verified", "bounced"]
NumberRequestStatus = Literal["requested", "assigned", "communicated", "rejected"]

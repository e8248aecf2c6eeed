"""The access declarations that most routes use."""

from typing import Annotated

from gateway.security import Caller, access, public
from services.contracts.actor import EVERYONE_SIGNED_IN, MEMBERS, STAFF

Anybody = Annotated[Caller, public()]
AnybodyOnce = Annotated[Caller, public(keyed=True)]
Member = Annotated[Caller, access(*MEMBERS)]
MemberOnce = Annotated[Caller, access(*MEMBERS, keyed=True)]
Person = Annotated[Caller, access(*EVERYONE_SIGNED_IN)]
"""Signed in, whatever they have still to do first."""
PersonOnce = Annotated[Caller, access(*EVERYONE_SIGNED_IN, keyed=True)]
MemberOrStaff = Annotated[Caller, access(*MEMBERS, *STAFF)]
MemberOrStaffOnce = Annotated[Caller, access(*MEMBERS, *STAFF, keyed=True)]

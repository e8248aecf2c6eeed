"""Whether a member is reached: what an officer who works on their file should know."""

from services.contracts.actor import Role
from services.contracts.base import Language, Open, Query, View
from services.contracts.identity.fields import Banner, CgosNumber
from services.contracts.identity.refusals import UnknownPerson


class MemberReachView(View):
    banners: list[Open[Banner]]
    """What every page of theirs says: letters come back, or they left their establishment."""
    has_second_email: bool
    language: Open[Language] | None = None
    """That they read; None from a service of the version before."""


class GetMemberReach(Query[MemberReachView]):
    callers = frozenset({Role.OFFICER})
    refuses = (UnknownPerson,)
    cgos_number: CgosNumber

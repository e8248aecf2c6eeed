"""What offers keeps of a member, table by table."""

from services.kit.member_data import Kept

KEPT: tuple[Kept, ...] = ()
OF_NO_MEMBER = dict.fromkeys(("offers", "campaigns"), "of nobody")

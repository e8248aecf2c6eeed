from datetime import datetime

from services.contracts.identity import MemberErased
from services.documents.ports import ErasedMembers


def on_member_erased(event: MemberErased, now: datetime, members: ErasedMembers) -> None:
    """Their objects first become leftovers: once the rows are gone nobody knows the keys."""
    members.leave_behind([key for one in members.documents(event.member_id) for key in one.discard(at=now)])
    members.leave_behind([key for one in members.exports(event.member_id) for key in one.discard(at=now)])
    members.erase(event.member_id)

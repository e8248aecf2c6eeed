from services.applications.ports import HeldOfMembers
from services.contracts.identity import MemberErased


def on_member_erased(event: MemberErased, held: HeldOfMembers) -> None:
    """What was granted stays in the accounts, without the file that it was granted for."""
    held.keep_payments(event.member_id)
    held.erase(event.member_id)

from datetime import datetime

from services.identity.ports import Erasures

AT_ONCE = 20


def erase_accepted(now: datetime, erasures: Erasures) -> None:
    for member_id in erasures.due(now, AT_ONCE):
        erasures.erase(member_id)

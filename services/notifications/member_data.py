"""What notifications keeps of a member, table by table."""

from services.kit.member_data import Kept, owned_by
from services.notifications.tables import mails, notifications, preferences, spaces

KEPT = (
    Kept(table=notifications, of=owned_by(notifications.c.account_id), hidden=frozenset({"event_id"})),
    Kept(table=mails, of=owned_by(mails.c.account_id), hidden=frozenset({"event_id"})),
    Kept(table=preferences, of=owned_by(preferences.c.account_id)),
    Kept(table=spaces, of=owned_by(spaces.c.account_id)),
)
OF_NO_MEMBER: dict[str, str] = {}

from datetime import datetime, timedelta

from services.identity.domain.attempts import ATTACK_COUNTED_FOR, KNOWN_FOR
from services.identity.domain.sessions import REFRESH_IDLE
from services.identity.ports import Expired

ENDED_SESSIONS_KEPT = timedelta(days=7)
SECRETS_KEPT = timedelta(days=7)
USED_TOKENS_KEPT = timedelta(days=2)
"""A stolen refresh token is noticed as long as the one it was copied from is remembered."""


def forget_what_is_over(now: datetime, expired: Expired) -> None:
    expired.delete_attempts(succeeded_before=now - KNOWN_FOR, others_before=now - ATTACK_COUNTED_FOR)
    expired.delete_secrets(expired_before=now - SECRETS_KEPT)
    expired.delete_sessions(
        over_at=now, ended_before=now - ENDED_SESSIONS_KEPT, last_seen_before=now - 2 * REFRESH_IDLE
    )
    expired.delete_tokens(expired_before=now - USED_TOKENS_KEPT)

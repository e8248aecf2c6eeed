"""What identity forgets, and when."""

from datetime import timedelta

import sqlalchemy as sa

from services.identity.domain.attempts import ATTACK_COUNTED_FOR, KNOWN_FOR
from services.identity.domain.sessions import REFRESH_IDLE
from services.identity.tables import ATTEMPTS, ISSUED_SECRETS, SESSION_TOKENS, SESSIONS
from services.kit.work import Work

ENDED_SESSIONS_KEPT = timedelta(days=7)
SECRETS_KEPT = timedelta(days=7)
USED_TOKENS_KEPT = timedelta(days=2)
"""A stolen refresh token is noticed as long as the one it was copied from is remembered."""


def forget_what_is_over(work: Work) -> None:
    now, session = work.now, work.session
    a = ATTEMPTS.c
    old = sa.or_(a.at < now - KNOWN_FOR, sa.and_(a.kind != "succeeded", a.at < now - ATTACK_COUNTED_FOR))
    session.execute(sa.delete(ATTEMPTS).where(old))
    session.execute(sa.delete(ISSUED_SECRETS).where(ISSUED_SECRETS.c.expires_at < now - SECRETS_KEPT))
    s = SESSIONS.c
    over = sa.or_(s.ends_at < now, s.ended_at < now - ENDED_SESSIONS_KEPT, s.last_seen_at < now - 2 * REFRESH_IDLE)
    session.execute(sa.delete(SESSIONS).where(over))
    session.execute(sa.delete(SESSION_TOKENS).where(SESSION_TOKENS.c.expires_at < now - USED_TOKENS_KEPT))

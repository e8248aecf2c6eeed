"""Deletes sessions, secrets, tokens and attempts that have been over for long enough."""

from datetime import datetime

import sqlalchemy as sa

from services.identity.tables import ATTEMPTS, ISSUED_SECRETS, SESSION_TOKENS, SESSIONS
from services.kit.work import Work


class SqlExpired:
    def __init__(self, work: Work) -> None:
        self._session = work.session

    def delete_attempts(self, *, succeeded_before: datetime, others_before: datetime) -> None:
        a = ATTEMPTS.c
        old = sa.or_(a.at < succeeded_before, sa.and_(a.kind != "succeeded", a.at < others_before))
        self._session.execute(sa.delete(ATTEMPTS).where(old))

    def delete_secrets(self, *, expired_before: datetime) -> None:
        self._session.execute(sa.delete(ISSUED_SECRETS).where(ISSUED_SECRETS.c.expires_at < expired_before))

    def delete_sessions(self, *, over_at: datetime, ended_before: datetime, last_seen_before: datetime) -> None:
        s = SESSIONS.c
        over = sa.or_(s.ends_at < over_at, s.ended_at < ended_before, s.last_seen_at < last_seen_before)
        self._session.execute(sa.delete(SESSIONS).where(over))

    def delete_tokens(self, *, expired_before: datetime) -> None:
        self._session.execute(sa.delete(SESSION_TOKENS).where(SESSION_TOKENS.c.expires_at < expired_before))

"""How sessions and the hashes of their tokens are kept."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from services.contracts.identity.refusals import UnknownSession
from services.identity.domain.sessions import Session, Token
from services.identity.tables import SESSION_TOKENS, SESSIONS
from services.kit.database.rows import from_row, to_columns
from services.kit.work import Work


class SqlSessions:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._session = work.session

    def add(self, session: Session) -> None:
        self._session.execute(sa.insert(SESSIONS).values(to_columns(SESSIONS, session)))

    def get(self, session_id: UUID | None) -> Session:
        return self._known(sa.select(SESSIONS).where(SESSIONS.c.id == session_id).with_for_update())

    def look_at(self, session_id: UUID | None) -> Session:
        return self._known(sa.select(SESSIONS).where(SESSIONS.c.id == session_id))

    def touch(self, session_id: UUID, now: datetime) -> None:
        self._session.execute(sa.update(SESSIONS).where(SESSIONS.c.id == session_id).values(last_seen_at=now))

    def open_ones(self, account_id: UUID) -> list[Session]:
        rows = self._session.execute(
            sa.select(SESSIONS)
            .where(SESSIONS.c.account_id == account_id, SESSIONS.c.ended_at.is_(None))
            .order_by(SESSIONS.c.id)
            .with_for_update()
        )
        return [session for row in rows if (session := from_row(Session, row)).is_open(self._work.now)]

    def end_all(self, account_id: UUID) -> None:
        for session in self.open_ones(account_id):
            session.end(self._work.now)
            self.save(session)

    def save(self, session: Session) -> None:
        self._session.execute(
            sa.update(SESSIONS).where(SESSIONS.c.id == session.id).values(to_columns(SESSIONS, session))
        )
        self._work.record_all(session.events)

    def add_tokens(self, tokens: list[Token]) -> None:
        self._session.execute(sa.insert(SESSION_TOKENS), [to_columns(SESSION_TOKENS, one) for one in tokens])

    def token(self, token_hash: str) -> Token | None:
        return self._token(sa.select(SESSION_TOKENS).where(SESSION_TOKENS.c.token_hash == token_hash))

    def take_token(self, token_hash: str) -> Token | None:
        wanted = SESSION_TOKENS.c.token_hash == token_hash
        return self._token(sa.select(SESSION_TOKENS).where(wanted).with_for_update())

    def save_token(self, token: Token) -> None:
        self._session.execute(
            sa.update(SESSION_TOKENS)
            .where(SESSION_TOKENS.c.token_hash == token.token_hash)
            .values(used_at=token.used_at)
        )

    def _known(self, statement: sa.Select[Any]) -> Session:
        row = self._session.execute(statement).first()
        if row is None:
            raise UnknownSession("There is no such session.")
        return from_row(Session, row)

    def _token(self, statement: sa.Select[Any]) -> Token | None:
        row = self._session.execute(statement).first()
        return from_row(Token, row) if row else None

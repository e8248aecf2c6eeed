"""How temporary passwords and links are kept: their hashes, never themselves."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from services.contracts.identity.refusals import UnknownDelivery
from services.identity.domain.issued_secrets import RECENT, IssuedSecret, Purpose
from services.identity.tables import ISSUED_SECRETS
from services.kit.database.rows import from_row, to_columns
from services.kit.work import Work


class SqlIssuedSecrets:
    """`for_update=False` before the transaction, where nothing may be locked."""

    def __init__(self, work: Work, *, for_update: bool = True) -> None:
        self._work = work
        self._session = work.session
        self._for_update = for_update

    def add(self, secret: IssuedSecret, *, instead_of: list[IssuedSecret]) -> None:
        for previous in instead_of:
            if previous.revoked_at == secret.issued_at:
                self.save(previous)
        self._session.execute(sa.insert(ISSUED_SECRETS).values(to_columns(ISSUED_SECRETS, secret)))
        self._work.record_all(secret.events)

    def get(self, delivery_id: UUID) -> IssuedSecret:
        mine = sa.select(ISSUED_SECRETS).where(ISSUED_SECRETS.c.id == delivery_id)
        secret = self._found(mine.with_for_update() if self._for_update else mine)
        if secret is None:
            raise UnknownDelivery("There is no such delivery.")
        return secret

    def by_token_hash(self, token_hash: str) -> IssuedSecret | None:
        return self._found(sa.select(ISSUED_SECRETS).where(ISSUED_SECRETS.c.secret_hash == token_hash))

    def recent(self, account_id: UUID, purpose: Purpose) -> list[IssuedSecret]:
        rows = self._session.execute(
            sa.select(ISSUED_SECRETS)
            .where(
                ISSUED_SECRETS.c.account_id == account_id,
                ISSUED_SECRETS.c.purpose == purpose,
                ISSUED_SECRETS.c.issued_at > self._work.now - RECENT,
            )
            .order_by(ISSUED_SECRETS.c.issued_at.desc())
        )
        return [from_row(IssuedSecret, row) for row in rows]

    def save(self, secret: IssuedSecret) -> None:
        self._session.execute(
            sa.update(ISSUED_SECRETS).where(ISSUED_SECRETS.c.id == secret.id).values(to_columns(ISSUED_SECRETS, secret))
        )

    def revoke_all(self, account_id: UUID) -> None:
        s, now = ISSUED_SECRETS.c, self._work.now
        live = sa.and_(s.account_id == account_id, s.used_at.is_(None), s.revoked_at.is_(None), s.expires_at > now)
        self._session.execute(sa.update(ISSUED_SECRETS).where(live).values(revoked_at=now))

    def _found(self, statement: sa.Select[Any]) -> IssuedSecret | None:
        row = self._session.execute(statement).first()
        return from_row(IssuedSecret, row) if row else None

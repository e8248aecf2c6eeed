"""What notifications noted of its mails, and what arrived."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from deploy.native.parts.mail_sink import MailSink
from services.contracts.identity import AccountActivated
from tests.parts.waiting import wait_for


def welcome(account_id: UUID) -> AccountActivated:
    return AccountActivated(account_id=account_id, portal="agent")


class MailBook:
    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def of(self, account_id: UUID) -> Any:
        with self._engine.connect() as connection:
            found = sa.text("SELECT * FROM mails WHERE account_id = :account_id")
            return connection.execute(found, {"account_id": account_id}).mappings().one_or_none()

    def reaches(self, account_id: UUID, **expected: object) -> Any:
        def there() -> Any:
            row = self.of(account_id)
            return row if row and all(row[name] == value for name, value in expected.items()) else None

        return wait_for(there, seconds=20, what=f"{expected}")

    def lease_ended(self, account_id: UUID) -> bool:
        with self._engine.connect() as connection:
            ended = sa.text("SELECT due_at < now() FROM mails WHERE account_id = :account_id AND state = 'sending'")
            return bool(connection.scalar(ended, {"account_id": account_id}))


def only_letter(inbox: MailSink, address: str) -> Any:
    wait_for(lambda: inbox.messages(address), seconds=20, what="the mail")
    [letter] = inbox.messages(address)
    return letter

"""How accounts are kept: locked from reading to saving, and written only where they changed."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.contracts.actor import Role
from services.contracts.identity import AccountAlreadyExists, NumberAlreadyTaken, UnknownPerson
from services.identity.domain.accounts import Account, SecondFactor
from services.identity.domain.numbers import identity_key, number_from_serial
from services.identity.tables import ACCOUNTS, CGOS_NUMBER_SERIALS
from services.kit.database.rows import from_row, to_columns
from services.kit.work import Work


class SqlAccounts:
    """`for_update=False` before the transaction, where nothing may be locked."""

    def __init__(self, work: Work, *, for_update: bool = True) -> None:
        self._work = work
        self._session = work.session
        self._for_update = for_update
        self._kept: dict[UUID, dict[str, Any]] = {}
        """The columns of each that was got from here, as the database has them."""

    def add(self, account: Account) -> None:
        added = self._session.execute(
            insert(ACCOUNTS).values(_columns(account)).on_conflict_do_nothing().returning(ACCOUNTS.c.id)
        ).first()
        if added is None and account.is_staff:
            raise AccountAlreadyExists.at("/email", "One of the staff has this address already.")
        if added is None:
            raise NumberAlreadyTaken.at("/cgos_number", "This number is somebody's already.")
        self._work.record_all(account.events)

    def get(self, account_id: UUID) -> Account:
        return self._known(self._locking(ACCOUNTS.c.id == account_id))

    def look_at(self, account_id: UUID) -> Account:
        return self._known(sa.select(ACCOUNTS).where(ACCOUNTS.c.id == account_id))

    def by_number(self, cgos_number: str) -> Account | None:
        return self._find(self._locking(ACCOUNTS.c.cgos_number == cgos_number))

    def by_staff_email(self, email: str) -> Account | None:
        return self._find(
            self._locking(ACCOUNTS.c.portal == "staff", sa.func.lower(ACCOUNTS.c.email) == email.strip().lower())
        )

    def save(self, account: Account) -> None:
        kept, columns = self._kept.get(account.id, {}), _columns(account)
        changed = {name: value for name, value in columns.items() if name not in kept or kept[name] != value}
        if changed:
            self._session.execute(sa.update(ACCOUNTS).where(ACCOUNTS.c.id == account.id).values(changed))
        self._kept[account.id] = columns
        self._work.record_all(account.events)

    def next_free_number(self) -> str:
        """Those that an establishment gave out by itself are passed over."""
        while True:
            number = number_from_serial(self._session.execute(CGOS_NUMBER_SERIALS.next_value()).scalar_one())
            taken = sa.select(sa.exists().where(ACCOUNTS.c.cgos_number == number))
            if not self._session.execute(taken).scalar_one():
                return number

    def _locking(self, *conditions: sa.ColumnElement[bool]) -> sa.Select[Any]:
        statement = sa.select(ACCOUNTS).where(*conditions)
        return statement.with_for_update() if self._for_update else statement

    def _known(self, statement: sa.Select[Any]) -> Account:
        account = self._find(statement)
        if account is None:
            raise UnknownPerson("There is no such person.")
        return account

    def _find(self, statement: sa.Select[Any]) -> Account | None:
        row = self._session.execute(statement).first()
        if row is None:
            return None
        factor = SecondFactor(row.totp_sealed, row.totp_pending, row.totp_last_step)
        account = from_row(Account, row, second_factor=factor)
        account.roles = [Role(role) for role in row.roles]
        self._kept[account.id] = _columns(account)
        return account


def _columns(account: Account) -> dict[str, Any]:
    born = account.birth_date
    return {
        **to_columns(ACCOUNTS, account),
        "roles": [role.value for role in account.roles],
        "identity_key": identity_key(account.family_name, account.given_name, born) if born else "",
        "totp_sealed": account.second_factor.sealed,
        "totp_pending": account.second_factor.pending,
        "totp_last_step": account.second_factor.last_step,
    }

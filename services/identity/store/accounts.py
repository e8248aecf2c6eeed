"""How accounts are kept: locked from reading to saving, and written only where they changed."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.contracts.actor import Role
from services.contracts.identity import BannersChanged
from services.contracts.identity.fields import Banner
from services.contracts.identity.refusals import AccountAlreadyExists, NumberAlreadyTaken, UnknownPerson
from services.contracts.identity.waiting import GetStaffWaiting
from services.identity.domain.accounts import Account
from services.identity.domain.banners import banners_of
from services.identity.domain.numbers import identity_key, number_from_serial
from services.identity.domain.second_factor import SecondFactor
from services.identity.domain.staff import scope_of
from services.identity.store.correspondents import speaks_for
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
        self._banners: dict[UUID, list[Banner]] = {}

    def add(self, account: Account) -> None:
        added = self._session.execute(
            insert(ACCOUNTS).values(_columns(account)).on_conflict_do_nothing().returning(ACCOUNTS.c.id)
        ).first()
        if added is None and account.is_staff:
            raise AccountAlreadyExists.at("/email", "One of the staff has this address already.")
        if added is None:
            raise NumberAlreadyTaken.at("/cgos_number", "This number is somebody's already.")
        if account.is_staff:
            self._work.concerns(None, detail=" ".join(account.roles))
        self._work.record_all(account.events)

    def get(self, account_id: UUID) -> Account:
        return self._known(self._locking(ACCOUNTS.c.id == account_id))

    def look_at(self, account_id: UUID) -> Account:
        return self._known(sa.select(ACCOUNTS).where(ACCOUNTS.c.id == account_id))

    def administrators(self) -> list[Account]:
        c = ACCOUNTS.c
        theirs = (c.roles.any(Role.ADMINISTRATOR.value), c.activated_at.is_not(None), c.closed_at.is_(None))
        rows = self._session.execute(self._locking(c.portal == "staff", *theirs).order_by(c.id))
        return [self._account(row) for row in rows]

    def by_number(self, cgos_number: str) -> Account | None:
        return self._find(self._locking(ACCOUNTS.c.cgos_number == cgos_number))

    def by_person(self, identity_key: str, email: str) -> Account | None:
        c = ACCOUNTS.c
        theirs = (c.identity_key == identity_key, sa.func.lower(c.email) == email.strip().lower())
        open_one = (c.portal != "staff", c.communicated_at.is_not(None), c.closed_at.is_(None))
        return self._find(self._locking(*theirs, *open_one).order_by(c.communicated_at.desc()).limit(1))

    def by_staff_email(self, email: str) -> Account | None:
        return self._find(
            self._locking(ACCOUNTS.c.portal == "staff", sa.func.lower(ACCOUNTS.c.email) == email.strip().lower())
        )

    def save(self, account: Account) -> None:
        kept, columns = self._kept.get(account.id, {}), _columns(account)
        banners_before = self._banners.get(account.id)
        changed = {name: value for name, value in columns.items() if name not in kept or kept[name] != value}
        if changed:
            self._session.execute(sa.update(ACCOUNTS).where(ACCOUNTS.c.id == account.id).values(changed))
        self._kept[account.id] = columns
        if banners_before not in (None, banners := banners_of(account)):
            self._work.record(BannersChanged(account_id=account.id))
        self._banners[account.id] = banners
        if account.is_staff and "roles" in changed:
            self._work.concerns(None, detail=" ".join(account.roles))
        self._work.record_all(account.events)

    def closed_with_other_keys(self, key_id: str, limit: int) -> list[Account]:
        a = ACCOUNTS.c
        otherwise = [
            sa.not_(each.startswith(f"{key_id}.", autoescape=True)) for each in (a.totp_sealed, a.totp_pending)
        ]
        statement = sa.select(ACCOUNTS).where(sa.or_(*otherwise)).order_by(a.id).limit(limit)
        return [self._account(row) for row in self._session.execute(statement.with_for_update(skip_locked=True))]

    def has_correspondent(self, establishment_id: UUID) -> bool:
        found: bool = self._session.execute(sa.select(speaks_for(sa.literal(establishment_id)))).scalar_one()
        return found

    def with_factor_reset_due(self, now: datetime, limit: int) -> list[Account]:
        a = ACCOUNTS.c
        due = sa.select(ACCOUNTS).where(a.factor_reset_due_at <= now).order_by(a.factor_reset_due_at).limit(limit)
        return [self._account(row) for row in self._session.execute(due.with_for_update(skip_locked=True))]

    def not_told_since(self, day: date, limit: int) -> list[Account]:
        a = ACCOUNTS.c
        whose = sa.or_(*(sa.literal(role.value) == sa.any_(a.roles) for role in sorted(GetStaffWaiting.callers)))
        active = (a.portal == "staff", whose, a.activated_at.is_not(None), a.closed_at.is_(None))
        not_yet = sa.or_(a.waiting_told_on.is_(None), a.waiting_told_on < day)
        due = sa.select(ACCOUNTS).where(*active, not_yet).order_by(a.id).limit(limit)
        return [self._account(row) for row in self._session.execute(due.with_for_update(skip_locked=True))]

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
        if not account.is_staff:
            self._work.concerns(account.id)
        return account

    def _find(self, statement: sa.Select[Any]) -> Account | None:
        row = self._session.execute(statement).first()
        return None if row is None else self._account(row)

    def _account(self, row: sa.Row[Any]) -> Account:
        factor = SecondFactor(
            row.totp_sealed,
            row.totp_pending,
            row.totp_last_step,
            row.totp_pending_at,
            list(row.recovery_code_hashes or ()),
            row.factor_reset_due_at,
        )
        scope = scope_of(row.establishments, row.establishment_id) if row.portal == "staff" else []
        account = from_row(Account, row, second_factor=factor, establishments=scope, regions=list(row.regions or ()))
        account.roles = [Role(role) for role in row.roles]
        self._kept[account.id] = _columns(account)
        self._banners[account.id] = banners_of(account)
        return account


def _columns(account: Account) -> dict[str, Any]:
    born = account.birth_date
    return {
        **to_columns(ACCOUNTS, account),
        "roles": [role.value for role in account.roles],
        "regions": account.regions or None,
        "identity_key": identity_key(account.family_name, account.given_name, born) if born else "",
        "totp_sealed": account.second_factor.sealed,
        "totp_pending": account.second_factor.pending,
        "totp_last_step": account.second_factor.last_step,
        "totp_pending_at": account.second_factor.pending_at,
        "recovery_code_hashes": account.second_factor.recovery,
        "factor_reset_due_at": account.second_factor.reset_due_at,
    }

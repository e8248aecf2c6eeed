"""The first administrator, written directly into the database: only an administrator can create the others.

    python -m services.identity.create_administrator --email E --given-name G --family-name F \\
        --password-file P --totp-secret-file T

Reads DATABASE_URL and SECRET_SEAL_KEY (or the files that DATABASE_URL_FILE and SECRET_SEAL_KEY_FILE name), and the
same ARGON2_ settings as the service. Run again for the same address it changes nothing.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.actor import Actor, Role
from services.contracts.base import Event
from services.contracts.identity import Acted
from services.contracts.language import FALLBACK
from services.contracts.refusals import Refusal
from services.identity.domain import totp
from services.identity.domain.accounts import Account
from services.identity.domain.passwords import normalised, require_good_password
from services.identity.hashing import Hashing
from services.identity.settings import SecretSettings
from services.identity.store import SqlAccounts
from services.kit.database.pool import Recorder
from services.kit.work import Work


class NotAnAdministrator(Exception):
    """Somebody else of the staff has this address, or an account that was closed."""


def _here(function: Callable[..., object], *arguments: object) -> object:
    return function(*arguments)


def _tell_nobody(_event: Event) -> None:
    """The first administrator is there before anybody who could be told."""


def create_administrator(
    accounts: SqlAccounts, account: Account, password: str, totp_secret: str, settings: SecretSettings, now: datetime
) -> bool:
    """False where that administrator exists already. Raises NotAnAdministrator, or the refusal of a weak password."""
    existing = accounts.by_staff_email(account.email)
    if existing is not None:
        if existing.is_closed or Role.ADMINISTRATOR not in existing.roles:
            raise NotAnAdministrator(account.email)
        return False
    totp.code_at(totp_secret, 0)  # a secret that is not base32 stops here, not at the first login
    require_good_password(normalised(password), second_factor=True, known_about_them=account.known_about_them)
    hashing = Hashing(
        memory_kib=settings.argon2_memory_kib,
        passes=settings.argon2_passes,
        lanes=settings.argon2_lanes,
        run=_here,
    )
    account.second_factor.sealed = settings.seal().close(totp_secret)
    account.set_password(hashing.hash(password), now)
    accounts.add(account)
    return True


def _write_down(administrator_id: UUID, now: datetime, session: Session) -> None:
    recorder = Recorder(now, "identity")
    recorder(
        Acted.by_operator("staff_account_created", now, "account", str(administrator_id), detail=Role.ADMINISTRATOR)
    )
    recorder.write(session)


def main(given: Sequence[str] | None = None) -> int:
    arguments = _arguments(given)
    settings = SecretSettings()
    now = datetime.now(UTC)
    administrator = Account(
        uuid4(),
        "staff",
        arguments.email,
        arguments.family_name,
        arguments.given_name,
        FALLBACK,
        now,
        roles=[Role.ADMINISTRATOR],
    )
    engine = sa.create_engine(
        sa.make_url(settings.database_url).set(drivername="postgresql+psycopg2"), hide_parameters=True
    )
    try:
        with Session(engine) as session, session.begin():
            work = Work(actor=Actor(), now=now, session=session, record=_tell_nobody)
            created = create_administrator(
                SqlAccounts(work),
                administrator,
                arguments.password_file.read_text().strip(),
                arguments.totp_secret_file.read_text().strip(),
                settings,
                now,
            )
            if created:
                _write_down(administrator.id, now, session)
    except NotAnAdministrator:
        print(f"{arguments.email} is the address of somebody who is no administrator, or no more", file=sys.stderr)
        return 1
    except Refusal as refusal:
        print(f"{arguments.password_file}: {refusal.detail}", file=sys.stderr)
        return 1
    print(f"{arguments.email} {'is now an administrator' if created else 'was an administrator already'}")
    return 0


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m services.identity.create_administrator")
    parser.add_argument("--email", required=True)
    parser.add_argument("--given-name", required=True)
    parser.add_argument("--family-name", required=True)
    parser.add_argument("--password-file", required=True, type=Path)
    parser.add_argument("--totp-secret-file", required=True, type=Path)
    return parser.parse_args(given)


if __name__ == "__main__":
    sys.exit(main())

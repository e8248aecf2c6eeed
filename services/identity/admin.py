"""What an operator does to accounts and keys from a shell; each act stands in the audit, as the operator's.

    python -m services.identity.admin first-administrator …      as create_administrator
    python -m services.identity.admin reset-second-factor --email E | --number N
    python -m services.identity.admin end-sessions        --email E | --number N
    python -m services.identity.admin close | reopen      --email E | --number N
    python -m services.identity.admin rotate-signing-key --secrets DIRECTORY [--retire]
    python -m services.identity.admin erase-again        --secrets DIRECTORY [--record FILE]

Reads DATABASE_URL, or the file that DATABASE_URL_FILE names.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from services.contracts.actor import Actor, Role
from services.contracts.acts import ActName
from services.contracts.identity import Acted
from services.contracts.refusals import Refusal
from services.identity import create_administrator, erase_again
from services.identity.domain.accounts import Account
from services.identity.domain.lost_factor import reset_second_factor
from services.identity.domain.staff import require_an_administrator_left
from services.identity.store import SqlAccounts, SqlIssuedSecrets, SqlSessions
from services.kit.database.pool import Recorder
from services.kit.events.republishing import engine_of
from services.kit.key_rotation import KNOWN_AFTER, OVER_AFTER, SigningKey
from services.kit.settings import DatabaseSettings
from services.kit.work import Work

ISSUER: Final = "identity"
SECRETS: Final = Path(os.environ["SECRETS"]) if "SECRETS" in os.environ else None
"""The directory that `--secrets` need not name: `make` knows where it is."""
Done = Callable[[Work, Account], None]
ACT_OF: Final[dict[str, tuple[ActName, ActName]]] = {
    "reset-second-factor": ("staff_second_factor_reset", "member_second_factor_reset"),
    "end-sessions": ("staff_sessions_ended", "member_sessions_ended"),
    "close": ("staff_account_closed", "member_disabled"),
    "reopen": ("staff_account_reopened", "member_enabled"),
}
"""Of the staff, of a member."""


def _shut_out(work: Work, account: Account) -> None:
    SqlIssuedSecrets(work).revoke_all(account.id)
    SqlSessions(work).end_all(account.id)


def _reset_second_factor(work: Work, account: Account) -> None:
    reset_second_factor(account)
    _shut_out(work, account)


def _end_sessions(work: Work, account: Account) -> None:
    SqlSessions(work).end_all(account.id)


def _close(work: Work, account: Account) -> None:
    if Role.ADMINISTRATOR in account.roles:
        require_an_administrator_left(account, SqlAccounts(work).administrators())
    account.close(work.now, None if account.is_staff else "operator")
    _shut_out(work, account)


def _reopen(_work: Work, account: Account) -> None:
    account.reopen()


DOES: Final[dict[str, Done]] = {
    "reset-second-factor": _reset_second_factor,
    "end-sessions": _end_sessions,
    "close": _close,
    "reopen": _reopen,
}


class NobodyFound(Exception):
    pass


def act(session: Session, what: str, *, email: str | None, number: str | None, now: datetime) -> Account:
    """Raises NobodyFound, or the refusal of a rule that holds for operators too."""
    recorder = Recorder(now, ISSUER)
    work = Work(actor=Actor(), now=now, session=session, record=recorder)
    accounts = SqlAccounts(work)
    account = accounts.by_staff_email(email) if email else accounts.by_number("".join((number or "").split()))
    if account is None:
        raise NobodyFound(email or number)
    DOES[what](work, account)
    accounts.save(account)
    name = ACT_OF[what][0 if account.is_staff else 1]
    told = Acted.by_operator(name, now, "account", str(account.id))
    recorder(told.model_copy(update={"member_id": account.member_id}))
    recorder.write(session)
    return account


def rotate(session: Session, key: SigningKey, now: datetime, *, retire: bool, wait: Callable[[float], None]) -> None:
    if retire:
        key.retire()
    else:
        key.announce()
        wait(KNOWN_AFTER)
        key.use()
    recorder = Recorder(now, ISSUER)
    detail = "retired" if retire else "replaced"
    recorder(Acted.by_operator("signing_key_rotated", now, "key", ISSUER, detail=detail))
    recorder.write(session)


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("admin", description="What an operator does to accounts and keys.")
    what = parser.add_subparsers(dest="what", required=True)
    what.add_parser("first-administrator", help="as create_administrator", add_help=False)
    what.add_parser("erase-again", help="after a restore: as erase_again", add_help=False)
    for name in DOES:
        one = what.add_parser(name)
        who = one.add_mutually_exclusive_group(required=True)
        who.add_argument("--email", help="of somebody of the staff")
        who.add_argument("--number", help="the C.G.O.S. number of a member")
    keys = what.add_parser("rotate-signing-key", help="a new key signs; what the old one signed holds until it ends")
    keys.add_argument("--secrets", type=Path, default=SECRETS, required=SECRETS is None)
    keys.add_argument("--retire", action="store_true", help="the old one is trusted no more")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["first-administrator"]:
        return create_administrator.main(given[1:])
    if given[:1] == ["erase-again"]:
        return erase_again.main(given[1:])
    asked = _arguments(given)
    now = datetime.now(UTC)
    try:
        with Session(engine_of(DatabaseSettings().database_url)) as session, session.begin():
            if asked.what == "rotate-signing-key":
                rotate(session, SigningKey(asked.secrets, ISSUER), now, retire=asked.retire, wait=time.sleep)
                told = "only the new key is trusted" if asked.retire else _then_retire()
            else:
                act(session, asked.what, email=asked.email, number=asked.number, now=now)
                told = f"{asked.what}: done"
    except NobodyFound as error:
        print(f"nobody is known as {error}", file=sys.stderr)
        return 1
    except Refusal as refusal:
        print(refusal.detail, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 1
    except DBAPIError as error:
        print(f"nothing was done: {type(error.orig).__name__}", file=sys.stderr)
        return 1
    print(told)
    return 0


def _then_retire() -> str:
    return f"the new key signs; in {OVER_AFTER / 60:.0f} minutes: rotate-signing-key --retire"


if __name__ == "__main__":
    sys.exit(main())

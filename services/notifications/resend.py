"""Mails that bounced or were abandoned, sent again: each as the same message, under its own Message-ID.

    python -m services.notifications.resend [--since INSTANT] [--state bounced|abandoned] [--type T] [--dry-run]
    python -m services.notifications.resend --id ID [--id ID ...] [--dry-run]

Reads DATABASE_URL, or the file that DATABASE_URL_FILE names. The running service sends them at its next look. Without
a choice it only lists. Run twice, it finds nothing left to do the second time.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from services.kit.settings import DatabaseSettings
from services.notifications.domain.mails import DID_NOT_LEAVE, Mail
from services.notifications.domain.notices import KINDS
from services.notifications.store.mails import hold_mails, save_mail
from services.notifications.tables import mails

CONNECT_SECONDS, STATEMENT_SECONDS = 5, 60


def chosen_mails(session: Session, options: argparse.Namespace) -> list[Mail]:
    conditions = [mails.c.state.in_([options.state] if options.state else DID_NOT_LEAVE)]
    if options.since:
        conditions.append(mails.c.ended_at >= options.since)
    if options.type:
        conditions.append(mails.c.type == options.type)
    return hold_mails(session, *conditions)


def send_again(session: Session, options: argparse.Namespace, now: datetime) -> tuple[list[str], bool]:
    """What there is to print, and whether all that was asked for could be found."""
    unknown: list[UUID] = []
    if options.id:
        wanted = list(dict.fromkeys(options.id))
        found = hold_mails(session, mails.c.id.in_(wanted))
        unknown = [one for one in wanted if one not in {mail.id for mail in found}]
    else:
        found = chosen_mails(session, options)
    lines = [described(mail) for mail in found]
    again = [mail for mail in found if mail.did_not_leave]
    for mail in again if not only_lists(options) else []:
        mail.send_again(at=now)
        save_mail(session, mail)
    lines += [f"{one}  unknown: no mail has this id" for one in unknown]
    if not only_lists(options):
        lines.append(f"{len(again)} queued again")
    else:
        lines.append(f"{len(again)} that did not leave; nothing was queued")
        if not options.dry_run:
            lines.append("To send them again say which: --since, --state, --type or --id")
    return lines, not unknown


def only_lists(options: argparse.Namespace) -> bool:
    return bool(options.dry_run) or not (options.since or options.state or options.type or options.id)


def described(mail: Mail) -> str:
    columns = [str(mail.id), mail.type, mail.state, mail.reason or "-"]
    if mail.ended_at:
        columns.append(f"{mail.ended_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")
    if not mail.did_not_leave:
        columns.append("left as it is: it was sent" if mail.state == "sent" else "left as it is: it is on its way")
    return "  ".join(columns)


def instant(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise argparse.ArgumentTypeError("an instant needs its offset from UTC: 2027-01-24T09:30:00Z")
    return found


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("resend", description="Mails that bounced or were abandoned, sent again.")
    parser.add_argument("--since", type=instant, help="those that ended at this instant or later")
    parser.add_argument("--state", choices=DID_NOT_LEAVE, help="only these; both without")
    parser.add_argument("--type", choices=sorted(KINDS), metavar="TYPE", help="the event that they tell of")
    parser.add_argument("--id", type=UUID, action="append", help="this mail; may be given more than once")
    parser.add_argument("--dry-run", action="store_true", help="list them and change nothing")
    options = parser.parse_args(arguments)
    if options.id and (options.since or options.state or options.type):
        parser.error("--id says which already: give it without --since, --state and --type")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    options = _arguments(arguments)
    engine = sa.create_engine(
        sa.make_url(DatabaseSettings().database_url).set(drivername="postgresql+psycopg2"),
        hide_parameters=True,
        poolclass=sa.NullPool,
        connect_args={
            "connect_timeout": CONNECT_SECONDS,
            "options": f"-c statement_timeout={STATEMENT_SECONDS * 1000}",
        },
    )
    try:
        with Session(engine) as session, session.begin():
            lines, complete = send_again(session, options, datetime.now(UTC))
    except DBAPIError as error:
        print(f"the database does not do it, and nothing was queued: {type(error.orig).__name__}", file=sys.stderr)
        return 1
    print(*lines, sep="\n")
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main())

"""Members who were erased are erased again: after a database was restored that still knows them.

    python -m services.identity.erase_again --secrets DIRECTORY [--record FILE]

Each database remembers whom it has erased (`erased_members`), so one that was restored is told by the others; FILE
remembers them beside all databases, and is brought up to date each time. The directory holds `database_url_<service>`.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from services.contracts.actor import Actor
from services.contracts.identity import Acted
from services.identity.store import SqlErasures
from services.kit.database.house_tables import ERASED_MEMBERS
from services.kit.database.pool import Recorder
from services.kit.events.republishing import engine_of, services_of_the_house
from services.kit.work import Work

OWN: Final = "identity"


def erased_in(database_url: str) -> set[UUID]:
    with engine_of(database_url).connect() as connection:
        return set(connection.scalars(sa.select(ERASED_MEMBERS.c.member_id)))


def erase(session: Session, member_ids: Sequence[UUID], now: datetime) -> None:
    """Here, and by an event in every other service; each an act in the audit."""
    recorder = Recorder(now, OWN)
    erasures = SqlErasures(Work(actor=Actor(), now=now, session=session, record=recorder))
    for member_id in member_ids:
        erasures.erase(member_id)
        recorder(Acted.by_operator("erased_again", now, "account", str(member_id)))
    recorder.write(session)


def _known(urls: dict[str, str], record: Path | None) -> set[UUID]:
    known = set().union(*map(erased_in, urls.values()))
    if record and record.exists():
        known |= {UUID(line) for line in record.read_text().split()}
    return known


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser("erase_again", description="Erases again whoever was erased before a restore.")
    known = os.environ.get("SECRETS")
    parser.add_argument(
        "--secrets",
        type=Path,
        default=known and Path(known),
        required=not known,
        help="the directory with database_url_<service>",
    )
    parser.add_argument("--record", type=Path, help="who was erased, beside all databases")
    asked = parser.parse_args(arguments)
    try:
        urls = {name: (asked.secrets / f"database_url_{name}").read_text().strip() for name in services_of_the_house()}
        member_ids = sorted(_known(urls, asked.record))
        with Session(engine_of(urls[OWN])) as session, session.begin():
            erase(session, member_ids, datetime.now(UTC))
    except OSError as error:
        print(f"--secrets: {error.filename}: {error.strerror}", file=sys.stderr)
        return 1
    except SQLAlchemyError as error:
        print(f"nothing was erased: {type(error).__name__}", file=sys.stderr)
        return 1
    if asked.record:
        asked.record.write_text("".join(f"{member_id}\n" for member_id in member_ids))
    print(f"{len(member_ids)} members are erased again; the services that run do their part within seconds")
    return 0


if __name__ == "__main__":
    sys.exit(main())

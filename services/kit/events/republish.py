"""`python -m services.kit.events.republish --since INSTANT`: publishes events again, for a broker that has lost its
data. Repeating it is harmless: consumers know the events that they have handled by their id.

The broker and the database are those of BROKER_URL and DATABASE_URL (or _FILE), as a service has them; where one
machine holds all services, those that `--secrets DIRECTORY` keeps (broker_url, database_url_<service>)."""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from services.kit.broker.publishing import BROKER_ERRORS, NotPublished
from services.kit.events.republishing import (
    Asked,
    NotConnected,
    count,
    engine_of,
    kept_since,
    republish,
    services_of_the_house,
    wait_for_consumers,
)
from services.kit.settings import BrokerSettings, DatabaseSettings
from services.kit.tls import BY_THE_SYSTEM, Tls

CONNECTED_WITHIN = 60.0
"""Seconds that the consumers are waited for."""


class CannotRepublish(Exception):
    """Says why, and never an address with its password."""


class Settings(DatabaseSettings, BrokerSettings):
    pass


def _instant(text: str) -> datetime:
    wrong = argparse.ArgumentTypeError(f"{text!r} is no instant with its offset, such as 2026-11-25T10:00:00Z")
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise wrong from None
    if instant.tzinfo is None:
        raise wrong
    return instant.astimezone(UTC)


def _addresses(arguments: argparse.Namespace) -> tuple[str, Tls, dict[str, str]]:
    """Of the broker, and what it is checked with; of the database of each service that is asked for. Raises
    CannotRepublish."""
    if arguments.secrets is None:
        try:
            settings = Settings()
        except ValidationError as error:
            missing = " and ".join(str(told["loc"][0]).upper() for told in error.errors())
            raise CannotRepublish(f"{missing} must be set (or _FILE), or --secrets be given") from None
        return settings.broker_url, settings.broker_tls, {"this database": settings.database_url}
    names = arguments.service or services_of_the_house()
    try:
        broker_url, *databases = (
            (arguments.secrets / file).read_text().strip()
            for file in ("broker_url", *(f"database_url_{name}" for name in names))
        )
    except OSError as error:
        raise CannotRepublish(f"--secrets: {error.filename}: {error.strerror}") from None
    return broker_url, BY_THE_SYSTEM, dict(zip(names, databases, strict=True))


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="republish", description="Publishes events again that are kept.")
    parser.add_argument("--since", type=_instant, required=True, help="published then or later: 2026-11-25T10:00:00Z")
    parser.add_argument("--until", type=_instant, help="published before; until now without")
    parser.add_argument("--type", action="append", default=[], help="only events of this type; may be repeated")
    parser.add_argument("--service", action="append", help="with --secrets: only this one's events; may be repeated")
    parser.add_argument("--secrets", type=Path, help="the directory with broker_url and database_url_<service>")
    parser.add_argument(
        "--await",
        dest="awaited",
        metavar="SERVICE",
        action="append",
        help="must be connected to the broker before; every service without; may be repeated",
    )
    parser.add_argument("--dry-run", action="store_true", help="only count; the broker is left alone")
    asked = parser.parse_args(arguments)
    now = datetime.now(UTC)
    if asked.since > now:
        parser.error("argument --since: is still to come")
    if asked.until is not None and asked.until <= asked.since:
        parser.error("argument --until: must be after --since")
    if asked.service and asked.secrets is None:
        parser.error("argument --service: needs --secrets; DATABASE_URL is of one service")
    return asked


def main(arguments: Sequence[str] | None = None) -> int:
    given = _parse(arguments)
    try:
        broker_url, tls, databases = _addresses(given)
        if not given.dry_run:
            awaited = given.awaited or services_of_the_house()
            wait_for_consumers(broker_url, awaited, within=CONNECTED_WITHIN, tls=tls)
        asked = Asked(given.since, given.until or datetime.now(UTC), given.type)
        for name, url in databases.items():
            _do(name, broker_url, tls, url, asked, dry_run=given.dry_run)
    except CannotRepublish as error:
        return _fail(str(error))
    except NotConnected as error:
        return _fail(f"not connected to the broker: {error}. Start everything first: events would pass them by")
    except NotPublished as error:
        return _fail(f"the broker does not take them ({error}); some may be published. Repeat the command")
    except BROKER_ERRORS as error:
        return _fail(f"the broker does not answer: {error}")
    return 0


def _fail(why: str) -> int:
    print(why, file=sys.stderr)
    return 1


def _do(name: str, broker_url: str, tls: Tls, database_url: str, asked: Asked, *, dry_run: bool) -> None:
    engine = engine_of(database_url)
    try:
        found = count(engine, asked) if dry_run else republish(broker_url, engine, asked, tls)
        oldest = kept_since(engine)
    except SQLAlchemyError as error:
        why = str(getattr(error, "orig", None) or type(error).__name__).partition("\n")[0]
        raise CannotRepublish(f"{name}: {why}") from None
    done = "to be published again" if dry_run else "published again"
    print(f"{name}: {found.total()} {done} ({f'kept since {oldest:%Y-%m-%dT%H:%M:%SZ}' if oldest else 'none is kept'})")
    for event_type, number in sorted(found.items()):
        print(f"  {number:>8}  {event_type}")


if __name__ == "__main__":
    sys.exit(main())

"""A member's deadlines as a calendar (RFC 5545), and the private address that it is had by."""

import re
import secrets
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Final
from urllib.parse import quote

from gateway.language import translate
from services.contracts.applications import DeadlinesView, DeadlineView
from services.contracts.base import Language
from services.contracts.language import language_of
from services.contracts.refusals import Throttled

PATH: Final = "/api/v1/me/deadlines.ics"
OCTETS: Final = 75
"""Of a line at most, without its end."""
AN_HOUR: Final = 3600
MOST_AN_HOUR: Final = 30
MOST_TOKENS: Final = 10_000
_SPECIAL: Final = re.compile(r"[\\;,]")
_LINE_ENDS: Final = re.compile(r"\r\n|\r|\n")


def new_token() -> str:
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """All of the token that goes further than here."""
    return sha256(token.encode()).hexdigest()


def address(public_url: str, token: str) -> str:
    return f"{public_url.rstrip('/')}{PATH}?token={quote(token, safe='')}"


def calendar(told: DeadlinesView, public_url: str) -> str:
    language, site = language_of(told.language), public_url.rstrip("/")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//C.G.O.S.//Agent space//FR",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(translate('calendar.name', language))}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    ]
    for each in told.items:
        lines += _event(each, told, language, f"{site}/{told.portal}")
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(deadline: DeadlineView, told: DeadlinesView, language: Language, home: str) -> Iterator[str]:
    kind = deadline.kind if deadline.kind in {"draft", "incomplete"} else "unused"
    yield "BEGIN:VEVENT"
    yield f"UID:{deadline.uid}@agentspace"
    yield f"DTSTAMP:{_instant(told.made_at)}"
    yield f"DTSTART;VALUE=DATE:{_day(deadline.day)}"
    yield f"DTEND;VALUE=DATE:{_day(deadline.day + timedelta(days=1))}"
    yield f"SUMMARY:{escaped(translate(f'calendar.{kind}', language).format(title=deadline.title))}"
    yield f"DESCRIPTION:{escaped(translate(f'calendar.{kind}_text', language))}"
    page = f"applications/{deadline.application_id}" if deadline.application_id else f"benefits/{quote(deadline.code)}"
    yield f"URL:{home}/{page}"
    yield "CLASS:PRIVATE"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """RFC 5545, 3.3.11."""
    return _LINE_ENDS.sub(r"\\n", _SPECIAL.sub(lambda found: f"\\{found[0]}", text))


def folded(line: str) -> str:
    """RFC 5545, 3.1, never within a sign."""
    pieces, size = [""], 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > OCTETS:
            pieces.append(" ")
            size = 1
        pieces[-1] += sign
        size += octets
    return "\r\n".join(pieces)


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _instant(at: datetime) -> str:
    return f"{at:%Y%m%dT%H%M%SZ}"


class Visits:
    """How often each address was asked for lately, by this process."""

    def __init__(self) -> None:
        self._seen: dict[str, list[float]] = {}

    def count(self, token_hash: str) -> None:
        """Raises Throttled."""
        now = time.monotonic()
        lately = [at for at in self._seen.pop(token_hash, []) if now - at < AN_HOUR]
        self._seen[token_hash] = lately
        while len(self._seen) > MOST_TOKENS:
            self._seen.pop(next(iter(self._seen)))
        if len(lately) >= MOST_AN_HOUR:
            wait = max(1, round(AN_HOUR - (now - lately[0])))
            raise Throttled("This calendar has been asked for often enough for now.", retry_after=wait)
        lately.append(now)

"""The letters received, one file each, so that they survive a restart."""

import json
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Letter:
    id: str
    to: str
    sender: str
    subject: str
    message_id: str
    text: str
    html: str | None
    received_at: str


def _body(message: EmailMessage, kind: str) -> str | None:
    part = message.get_body(preferencelist=(kind,))
    return str(part.get_content()) if part is not None else None


def read_letters(content: bytes, recipients: Iterable[str], identifier: str) -> list[Letter]:
    """One letter a recipient, as each of them sees it."""
    message = message_from_bytes(content, policy=policy.default)
    return [
        Letter(
            id=f"{identifier}-{number}",
            to=recipient,
            sender=str(message["from"] or ""),
            subject=str(message["subject"] or ""),
            message_id=str(message["message-id"] or ""),
            text=_body(message, "plain") or "",
            html=_body(message, "html"),
            received_at=datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        )
        for number, recipient in enumerate(recipients)
    ]


class Letters:
    """Oldest first. A letter is on the disk before it is acknowledged."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._by_id: dict[str, Letter] = {}
        self._by_recipient: dict[str, list[Letter]] = defaultdict(list)
        directory.mkdir(parents=True, exist_ok=True)
        for file in sorted(directory.glob("*.json")):
            self._remember(Letter(**json.loads(file.read_text())))

    def keep(self, content: bytes, recipients: Iterable[str]) -> None:
        for letter in read_letters(content, recipients, f"{time.time_ns():020d}"):
            unfinished = self._directory / f".{letter.id}"
            unfinished.write_text(json.dumps(asdict(letter), ensure_ascii=False))
            unfinished.rename(self._directory / f"{letter.id}.json")
            self._remember(letter)

    def _remember(self, letter: Letter) -> None:
        self._by_id[letter.id] = letter
        self._by_recipient[letter.to.lower()].append(letter)

    def of(self, recipient: str | None) -> list[Letter]:
        if recipient is None:
            return list(self._by_id.values())
        return list(self._by_recipient.get(recipient.lower(), ()))

    def find(self, identifier: str) -> Letter | None:
        return self._by_id.get(identifier)

"""The inbox: an SMTP server that keeps everything, and its pages."""

import json
import sys
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import quote

from deploy.native.mailbox.smtp import Mode
from deploy.native.parts.part import Part


class MailSink(Part):
    """`port` is the inbox's HTTP port, `smtp_port` is where mail is handed in."""

    name = "mail"

    def __init__(self, directory: Path, port: int, smtp_port: int) -> None:
        super().__init__(directory, port)
        self.smtp_port = smtp_port

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def prepare(self) -> None:
        (self.directory / "letters").mkdir(parents=True, exist_ok=True)

    def command(self) -> list[str]:
        letters = str(self.directory / "letters")
        return [sys.executable, "-m", "deploy.native.mailbox", letters, str(self.smtp_port), str(self.port)]

    def messages(self, to: str | None = None) -> list[dict[str, Any]]:
        query = f"?to={quote(to)}" if to else ""
        with urllib.request.urlopen(f"{self.url}/messages{query}", timeout=10) as answer:  # noqa: S310 - our own address
            found: list[dict[str, Any]] = json.load(answer)
            return found

    def switch(self, mode: Mode) -> None:
        body = json.dumps({"mode": mode}).encode()
        request = urllib.request.Request(f"{self.url}/mode", data=body, method="PUT")  # noqa: S310 - our own address
        request.add_header("Content-Type", "application/json")
        urllib.request.urlopen(request, timeout=10).close()  # noqa: S310 - our own address

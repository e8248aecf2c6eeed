"""How far the loading got: kept after each step, so that a loader that was cut off goes on where it stopped."""

import json
import os
import secrets
from pathlib import Path
from typing import Any


class State:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}

    def account(self, name: str) -> dict[str, Any]:
        """Credentials and progress of an account; its password is drawn before it is first sent anywhere."""
        accounts = self._kept.setdefault("accounts", {})
        if name not in accounts:
            accounts[name] = {"password": secrets.token_urlsafe(18), "ready": False}
            self.keep()
        found: dict[str, Any] = accounts[name]
        return found

    def content_is(self, fingerprint: str) -> bool:
        return bool(self._kept.get("content") == fingerprint)

    def content_loaded(self, fingerprint: str) -> None:
        self._kept["content"] = fingerprint
        self.keep()

    def keep(self) -> None:
        beside = self._path.with_suffix(".new")
        beside.touch(mode=0o600)
        beside.write_text(json.dumps(self._kept, indent=2, ensure_ascii=False))
        os.replace(beside, self._path)

"""Argon2id. It computes for tens of milliseconds, so the service gives it threads of its own (`run`)."""

from collections.abc import Callable
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from services.identity.domain.credentials import Proof
from services.identity.domain.passwords import normalised

Run = Callable[..., Any]


def _here(function: Callable[..., Any], *arguments: Any) -> Any:
    return function(*arguments)


class Hashing:
    def __init__(self, *, memory_kib: int, passes: int, lanes: int, run: Run = _here) -> None:
        self._hasher = PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=lanes)
        self._run = run
        self._nobodys = self._hasher.hash("nobody's")

    def hash(self, password: str) -> str:
        return str(self._run(self._hasher.hash, normalised(password)))

    def prove(self, password: str, against: str | None) -> Proof:
        """As long for an account that does not exist as for one that does."""
        matches = bool(self._run(self._matches, against or self._nobodys, normalised(password)))
        if not matches or against is None:
            return Proof(matches=False, against=against)
        anew = self.hash(password) if self._hasher.check_needs_rehash(against) else None
        return Proof(matches=True, against=against, new_hash=anew)

    def _matches(self, against: str, password: str) -> bool:
        try:
            return self._hasher.verify(against, password)
        except (VerifyMismatchError, InvalidHashError):
            return False

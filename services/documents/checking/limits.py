"""How many checks run at once in this process: a burst of uploads must leave workers for the calls."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from services.contracts.refusals import Unavailable

PATIENCE = 5.0
"""Seconds in the queue before it is left to others; the bus brings the event back a little later."""


class Turns:
    """`at_once` run, as many again wait for their turn. Raises Unavailable for those beyond."""

    def __init__(self, at_once: int) -> None:
        self._places = threading.Semaphore(2 * at_once)
        self._turns = threading.Semaphore(at_once)

    @contextmanager
    def one(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise Unavailable("Many documents are being checked.")
        try:
            if not self._turns.acquire(timeout=PATIENCE):
                raise Unavailable("Many documents are being checked.")
            try:
                yield
            finally:
                self._turns.release()
        finally:
            self._places.release()

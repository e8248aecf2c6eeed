"""Waiting until something really serves."""

import time
import urllib.error
import urllib.request
from collections.abc import Mapping


class NotReady(Exception):
    """Says who, and what they answered last."""


def state_of(url: str) -> str:
    """`ready`, or why not."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own address
            return "ready" if answer.status == 200 else f"HTTP {answer.status}"
    except urllib.error.HTTPError as refused:
        return f"HTTP {refused.code} {refused.read(300).decode(errors='replace')}"
    except OSError as unreachable:
        return str(unreachable)


def wait_until_ready(urls: Mapping[str, str], *, timeout: float) -> None:
    """All of them. Raises NotReady."""
    give_up = time.monotonic() + timeout
    waiting = dict(urls)
    while waiting:
        states = {name: state_of(url) for name, url in waiting.items()}
        waiting = {name: url for name, url in waiting.items() if states[name] != "ready"}
        if waiting and time.monotonic() > give_up:
            raise NotReady("; ".join(f"{name}: {states[name]}" for name in waiting))
        if waiting:
            time.sleep(0.1)

"""Answers of the gateway, counted by their status, as its own metrics tell."""

import re
import urllib.request
from collections import Counter

from deploy.native.stack import Stack

_ANSWERED = re.compile(r'^gateway_http_seconds_count\{.*status="(\d+)".*\} ([0-9.e+]+)$', re.MULTILINE)


class Answers:
    """Those given between `begin` and `end`, by one life of the gateway."""

    def __init__(self) -> None:
        self._before: Counter[str] = Counter()
        self.counted: Counter[str] = Counter()

    def begin(self, stack: Stack) -> None:
        self._before = _answered(stack)

    def end(self, stack: Stack) -> None:
        self.counted = _answered(stack) - self._before


def _answered(stack: Stack) -> Counter[str]:
    token = stack.blueprint.credentials.read("metrics_token")
    asked = urllib.request.Request(
        f"{stack.blueprint.gateway_url}/metrics", headers={"Authorization": f"Bearer {token}"}
    )
    with urllib.request.urlopen(asked, timeout=10) as answer:
        told = answer.read().decode()
    counted: Counter[str] = Counter()
    for status, times in _ANSWERED.findall(told):
        counted[status] += int(float(times))
    return counted

"""20 MB uploads: straight to the store by presigned PUT, through the gateway, and what the gateway's memory does."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from typing import Any

import httpx

from deploy.demo.client import Client
from tests.bench.figures import Figure
from tests.bench.processes import memory_bytes

SIZE = 20 * 1024 * 1024
CONTENT = b"%PDF-1.7\n" + b"\0" * (SIZE - 9)
"""No document: it is uploaded and never declared complete."""
ROUNDS = 5
AT_ONCE = 4
MEBIBYTE = 1024 * 1024


def measure(member: Client, gateway_pid: int) -> list[Figure]:
    ways: dict[str, Callable[[], float]] = {
        "ours": lambda: _through_gateway(member),
        "floor": lambda: _straight_to_store(member),
    }
    for send in ways.values():
        send()  # warm
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, send in ways.items():
            seconds[name].append(send())
    rate = {name: SIZE / median(taken) / MEBIBYTE for name, taken in seconds.items()}
    per_upload = _memory_growth(gateway_pid, ways["ours"]) / AT_ONCE / MEBIBYTE
    return [
        Figure(
            "20 MB through the gateway, against presigned PUT",
            rate["ours"],
            None,
            rate["floor"],
            rate["ours"] / rate["floor"],
            "MiB/s, more is better",
        ),
        Figure("gateway memory, a concurrent 20 MB upload", per_upload, None, None, None, "MiB, under 8"),
    ]


def _declare(member: Client) -> dict[str, Any]:
    about = {"kind": "other", "filename": "essai.pdf", "size": SIZE, "content_type": "application/pdf"}
    return dict(member.call("POST", "/documents", about))


def _straight_to_store(member: Client) -> float:
    document = _declare(member)
    upload = document["upload"]
    start = time.perf_counter()
    httpx.put(upload["url"], content=CONTENT, headers=upload["headers"], timeout=60).raise_for_status()
    taken = time.perf_counter() - start
    member.call("DELETE", f"/documents/{document['id']}")
    return taken


def _through_gateway(member: Client) -> float:
    document = _declare(member)
    start = time.perf_counter()
    member.call("PUT", f"/documents/{document['id']}/content", CONTENT)
    taken = time.perf_counter() - start
    member.call("DELETE", f"/documents/{document['id']}")
    return taken


def _memory_growth(pid: int, send: Callable[[], float]) -> int:
    """The most that the gateway held during uploads at once, beyond what it held before."""
    before = highest = memory_bytes(pid)
    ended = threading.Event()

    def watch() -> None:
        nonlocal highest
        while not ended.wait(0.02):
            highest = max(highest, memory_bytes(pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for sent in [pool.submit(send) for _ in range(AT_ONCE)]:
                sent.result()
    finally:
        ended.set()
        watcher.join()
    return highest - before

"""What Prometheus reads of the gateway."""

import os
from typing import Final

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

_BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)

HTTP_SECONDS = Histogram(
    "gateway_http_seconds", "Time to answer a request.", ("method", "route", "status"), buckets=_BUCKETS
)
BUS_SECONDS = Histogram(
    "gateway_bus_seconds", "Time that a service took to answer.", ("call", "outcome"), buckets=_BUCKETS
)
UPLOADED_BYTES = Counter("gateway_uploaded_bytes", "Bytes of documents that went through the gateway.")
STREAMS = Gauge("gateway_streams", "Notification streams that are open.", multiprocess_mode="livesum")

CLOCK_SKEW = Gauge(
    "gateway_clock_skew_seconds",
    "By how much this clock is ahead of a service's.",
    ("service",),
    multiprocess_mode="livemostrecent",
)


def exposition() -> tuple[bytes, str]:
    """With several workers each writes to files that any of them can add up."""
    registry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # untyped in prometheus_client
    return generate_latest(registry), CONTENT_TYPE_LATEST

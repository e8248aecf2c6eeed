"""Traces (W3C traceparent, handed on through HTTP, RPC and events) and what Prometheus is told."""

import re
import secrets
from contextvars import ContextVar
from dataclasses import dataclass

from prometheus_client import Counter, Gauge, Histogram

_TRACEPARENT = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})")


@dataclass(frozen=True, slots=True)
class Trace:
    trace_id: str
    span_id: str
    flags: str = "01"

    @classmethod
    def new(cls) -> "Trace":
        return cls(secrets.token_hex(16), secrets.token_hex(8))

    @classmethod
    def carry_on(cls, traceparent: object) -> "Trace":
        """A new span of the trace that came in; a new trace where none came, or nonsense."""
        match = _TRACEPARENT.fullmatch(traceparent) if isinstance(traceparent, str) else None
        return cls(match[1], secrets.token_hex(8), match[3]) if match else cls.new()

    def __str__(self) -> str:
        return f"00-{self.trace_id}-{self.span_id}-{self.flags}"


current_trace: ContextVar[Trace | None] = ContextVar("current_trace", default=None)
"""Of this task or greenlet. Its trace id is the correlation id of every log line."""

CALLS_BY_OUTCOME = Counter(
    "agentspace_calls_total", "Calls by outcome: ok, or the refusal's code", ["method", "outcome"]
)
CALL_SECONDS = Histogram(
    "agentspace_call_seconds",
    "From taking a call off its queue to its reply",
    ["method"],
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10),
)
CALLS_IN_LINE = Gauge("agentspace_calls_in_line", "Calls that wait for their turn in a bulkhead", ["bulkhead"])
EVENTS_BY_OUTCOME = Counter("agentspace_events_total", "Events by what became of them", ["consumer", "outcome"])
EVENT_SECONDS = Histogram("agentspace_event_seconds", "Handling of one event", ["consumer"])
EVENT_AGE = Histogram(
    "agentspace_event_age_seconds",
    "From what an event tells of to the commit of its effect",
    ["consumer"],
    buckets=(0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 60, 600),
)
RETRIES = Counter("agentspace_event_retries_total", "Events put off to try again", ["consumer", "cause"])
EVENTS_GIVEN_UP = Counter("agentspace_dead_letters_total", "Events given up on", ["consumer"])
OUTBOX_BACKLOG = Gauge("agentspace_outbox_backlog", "Events committed and not yet published")
OUTBOX_AGE = Gauge("agentspace_outbox_oldest_seconds", "Age of the oldest of them")
PUBLISHED = Counter("agentspace_outbox_published_total", "Events published", ["type"])
CLOCK_SKEW = Gauge("agentspace_clock_skew_seconds", "By how much this clock is ahead of the database server's")
TIMERS = Counter("agentspace_timer_runs_total", "Periodic work by what became of it", ["timer", "outcome"])

"""What knows that services run on nameko and eventlet (docs/decisions/0013-namekos-future.md): nothing but these."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUNTIME = {"nameko", "eventlet"}
KNOWS_IT = {
    "services/kit/broker/publishing.py",
    "services/kit/broker/queue_consumer.py",
    "services/kit/broker/write_batching.py",
    "services/kit/database/outbox.py",
    "services/kit/database/pool.py",
    "services/kit/database/pruning.py",
    "services/kit/events/consumers.py",
    "services/kit/events/lanes.py",
    "services/kit/events/retries.py",
    "services/kit/process/clock.py",
    "services/kit/process/configuration.py",
    "services/kit/process/container.py",
    "services/kit/process/health.py",
    "services/kit/process/offload.py",
    "services/kit/process/run.py",
    "services/kit/process/serving.py",
    "services/kit/process/timers.py",
    "services/kit/rpc/answering.py",
    "services/kit/rpc/client.py",
    "services/kit/rpc/loopback.py",
    "services/kit/rpc/replies.py",
    "services/documents/resources.py",
    "services/identity/resources.py",
    "services/notifications/resources.py",
    "services/notifications/sender.py",
}
"""Whoever adds one makes a move to another runtime longer."""


def imported(path: Path) -> set[str]:
    """Packages, by their first name."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


def knowing_the_runtime() -> set[str]:
    folders = (ROOT / "services", ROOT / "gateway", ROOT / "deploy")
    modules = (module for folder in folders for module in folder.rglob("*.py"))
    return {str(module.relative_to(ROOT)) for module in modules if imported(module) & RUNTIME}


def test_only_these_modules_know_the_runtime() -> None:
    assert knowing_the_runtime() - KNOWS_IT == set()


def test_every_module_that_is_said_to_know_the_runtime_does() -> None:
    assert KNOWS_IT - knowing_the_runtime() == set()

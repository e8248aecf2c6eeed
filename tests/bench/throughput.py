"""GET one offer, 64 connections: ours against the usual nameko gateway and against two floors, in turns."""

from contextlib import ExitStack
from pathlib import Path
from statistics import median

from deploy.native.parts.ports import free_port, wait_until_answers
from deploy.native.programs import ROOT
from tests.bench.figures import Figure
from tests.bench.processes import running
from tests.bench.wrk import Load, load
from tests.journeys.stack import RunningStack

ROUNDS = 3


def measure(stack: RunningStack, token: str, offer_id: str, logs: Path) -> list[Figure]:
    ports = {name: free_port() for name in ("peer", "echo", "direct")}
    environment = {
        "PYTHONPATH": str(ROOT),
        "BROKER_URL": stack.broker,
        "DATABASE_URL": stack.databases["offers"],
    }
    configuration = logs / "peer.yaml"
    configuration.write_text(
        f"AMQP_URI: {stack.broker}\nWEB_SERVER_ADDRESS: 127.0.0.1:{ports['peer']}\nserializer: json\nmax_workers: 10\n"
    )
    rival = "tests.bench.rivals.nameko_gateway"
    peer = ("nameko", "run", "--config", str(configuration))
    with ExitStack() as running_now:

        def start(*arguments: str) -> None:
            running_now.enter_context(running(*arguments, log=logs / "rivals.log", **environment))

        start(*peer, f"{rival}:OffersService")
        start(*peer, f"{rival}:HttpGateway")
        start("python", "-m", "tests.bench.rivals.echo")
        for name in ("echo", "direct"):
            start("uvicorn", f"tests.bench.rivals.{name}:app", "--port", str(ports[name]), "--no-access-log")
        for port in ports.values():
            wait_until_answers(port, timeout=30)
        targets = {name: f"http://127.0.0.1:{port}/offers/{offer_id}" for name, port in ports.items()}
        targets["ours"] = f"{stack.gateway}/api/v1/offers/{offer_id}"
        return _figures(_in_turns(targets, {"Authorization": f"Bearer {token}"}))


def _in_turns(targets: dict[str, str], headers: dict[str, str]) -> dict[str, list[Load]]:
    seen: dict[str, list[Load]] = {name: [] for name in targets}
    for url in targets.values():
        load(url, seconds=2, headers=headers)  # warm
    for _ in range(ROUNDS):
        for name, url in targets.items():
            seen[name].append(load(url, headers=headers))
    for name, loads in seen.items():
        if failed := sum(one.failed for one in loads):
            raise RuntimeError(f"{name}: {failed} requests failed under load")
    return seen


def _figures(seen: dict[str, list[Load]]) -> list[Figure]:
    rate = {name: median(one.requests_per_second for one in loads) for name, loads in seen.items()}
    p99 = {name: median(one.p99_ms for one in loads) for name, loads in seen.items()}
    p50 = {name: median(one.p50_ms for one in loads) for name, loads in seen.items()}
    floors = (("echo", "pika echo through FastAPI"), ("direct", "FastAPI + SQLAlchemy, no bus"))
    return [
        Figure(
            "read an offer, nameko @http + RpcProxy",
            rate["ours"],
            rate["peer"],
            None,
            rate["ours"] / rate["peer"],
            "req/s, more is better",
        ),
        Figure("read an offer, p50", p50["ours"], p50["peer"], None, p50["ours"] / p50["peer"], "ms, less is better"),
        Figure("read an offer, p99", p99["ours"], p99["peer"], None, p99["ours"] / p99["peer"], "ms, less is better"),
        *(
            Figure(
                f"read an offer, {label}",
                rate["ours"],
                None,
                rate[name],
                rate["ours"] / rate[name],
                "req/s, more is better",
            )
            for name, label in floors
        ),
    ]

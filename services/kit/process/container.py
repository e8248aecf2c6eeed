"""nameko's container with what every process of ours has beside its entrypoints, without what nameko writes for
debugging around each call, which costs a tenth of a call's time, and without its log of a worker's exception, which
quotes the message."""

import sys
from collections.abc import Callable
from typing import Any

from nameko.containers import ServiceContainer
from nameko.extensions import iter_extensions

from services.kit.database.pruning import Pruning
from services.kit.process.health import Operations


class QuietContainer(ServiceContainer):  # type: ignore[misc]  # nameko has no types
    def __init__(self, service_cls: type, config: dict[str, Any]) -> None:
        super().__init__(service_cls, config)
        for extension in (Operations(), Pruning()):
            bound = extension.bind(self.interface)
            self.subextensions.add(bound)
            self.subextensions.update(iter_extensions(bound))

    def _run_worker(self, worker_ctx: Any, handle_result: Callable[..., Any] | None) -> None:
        self._inject_dependencies(worker_ctx)
        self._worker_setup(worker_ctx)
        result = exc_info = None
        try:
            method = getattr(worker_ctx.service, worker_ctx.entrypoint.method_name)
            result = method(*worker_ctx.args, **worker_ctx.kwargs)
        except Exception:  # whatever it is, handle_result sees to it
            exc_info = sys.exc_info()
        if handle_result is not None:
            result, exc_info = handle_result(worker_ctx, result, exc_info)
        self._worker_result(worker_ctx, result, exc_info)
        del exc_info  # breaks the cycle through this frame
        self._worker_teardown(worker_ctx)

    @property
    def has_a_worker_free(self) -> bool:
        return bool(self._worker_pool.free() > 0)

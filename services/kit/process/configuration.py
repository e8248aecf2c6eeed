"""How a service method reaches its settings."""

from typing import Any, TypeVar, cast

from nameko.extensions import DependencyProvider

from services.kit.settings import ServiceSettings

SettingsT = TypeVar("SettingsT", bound=ServiceSettings)


class _Configured(DependencyProvider):  # type: ignore[misc]  # nameko has no types
    def get_dependency(self, worker_ctx: Any) -> Any:
        return worker_ctx.config["SETTINGS"]


def configured(settings_type: type[SettingsT]) -> SettingsT:
    """`settings = configured(Settings)` on a service class; `self.settings.public_url` in its methods."""
    del settings_type  # it is there for the type checker: the instance is made once, by run.py
    return cast("SettingsT", _Configured())

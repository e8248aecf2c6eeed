"""What one process of notifications makes once and all its workers share."""

from dataclasses import dataclass
from typing import Any, cast

from nameko.extensions import DependencyProvider

from services.notifications.sender import MailAdded
from services.notifications.settings import Settings
from services.notifications.smtp import SmtpServer


@dataclass(frozen=True, slots=True)
class Resources:
    mail_added: MailAdded
    mail_server: SmtpServer
    public_url: str


class _Provider(DependencyProvider):  # type: ignore[misc]  # nameko has no types
    mail_added = MailAdded()

    def setup(self) -> None:
        settings: Settings = self.container.config["SETTINGS"]
        self._resources = Resources(self.mail_added, SmtpServer(settings), settings.public_url)

    def get_dependency(self, worker_ctx: Any) -> Resources:  # nameko's signature
        return self._resources


def resources() -> Resources:
    """`resources = resources()` on the service class."""
    return cast("Resources", _Provider())

"""What a stack is made of: the parts, the services and the gateway, each with its port, secrets and settings."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from deploy.credentials import Credentials, broker_definitions
from deploy.docker.dockerfile import sources_of
from deploy.native.parts.clamd import Clamd
from deploy.native.parts.mail_sink import MailSink
from deploy.native.parts.object_store import BUCKET, ObjectStore
from deploy.native.parts.postgres import PostgreSQL, unprivileged_user
from deploy.native.parts.rabbitmq import CONFIGURATION, RabbitMQ
from deploy.native.parts.users import as_user
from deploy.native.ports import Ports
from deploy.native.programs import Program, python

SERVICES = ("identity", "applications", "documents", "offers", "notifications")
BROKER_USER = "agentspace"
HOST = "127.0.0.1"
DEMO = "demo-only-"
"""In each secret of a stack on one machine: services in production refuse to start with it."""

Settings = Mapping[str, Mapping[str, str]]
"""Environment variables by program name; those under "*" are given to every service and to the gateway."""


class Blueprint:
    def __init__(self, directory: Path, settings: Settings) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self.directory = directory
        self._settings = settings
        self.ports = Ports(directory / "ports.json")
        self.credentials = Credentials(directory / "secrets", mark=DEMO)
        self.gateway_url = f"http://{HOST}:{self.ports['gateway']}"
        self.broker = RabbitMQ(directory / "rabbitmq", self.ports["broker"], epmd_port=self.ports["epmd"])
        self.postgres = PostgreSQL(directory / "postgres", self.ports["postgres"])
        self.store = ObjectStore(
            directory / "object-store",
            self.ports["object-store"],
            "agentspace",
            self.credentials.read("object_store_secret_key"),
            allow_origin=self.gateway_url,
        )
        self.inbox = MailSink(directory / "mail", self.ports["inbox"], self.ports["smtp"])
        self.clamd = Clamd(directory / "clamd", self.ports["clamd"])

    @property
    def broker_url(self) -> str:
        return f"amqp://{BROKER_USER}:{self.credentials.read('broker_password')}@{HOST}:{self.broker.port}/"

    def dsn(self, service: str) -> str:
        return self.postgres.url(service, service, self.credentials.read(f"database_password_{service}"))

    def prepare(self) -> None:
        """Everything that must be on the disk before the parts start."""
        self._prepare_broker()
        self.postgres.prepare()
        for part in (self.store, self.inbox, self.clamd):
            part.prepare()

    def _prepare_broker(self) -> None:
        """The user is declared by definitions read at boot: no guest, and no rabbitmqctl, which takes seconds."""
        self.broker.directory.mkdir(parents=True, exist_ok=True)
        password = self.credentials.read("broker_password")
        definitions = self.credentials.file(
            "broker_definitions.json", lambda: broker_definitions(BROKER_USER, password)
        )
        configuration = f"{CONFIGURATION}load_definitions = {definitions}\n"
        (self.broker.directory / "rabbitmq.conf").write_text(configuration)
        self.broker.prepare()

    def parts(self) -> Iterator[Program]:
        # RUNNING_UNDER_SYSTEMD: the broker replaces its shell, so that a signal reaches it and not only its shell.
        broker = {**self.broker.environment(), "RUNNING_UNDER_SYSTEMD": "true"}
        yield Program("rabbitmq", self.broker.command(), broker, starts_with_supervisor=True)
        postgres = as_user(unprivileged_user(), self.postgres.command(), self.postgres.directory)
        yield Program("postgres", postgres, stop_signal="INT", starts_with_supervisor=True)
        for part in (self.store, self.inbox, self.clamd):
            sources = frozenset(sources_of("inbox")) if part is self.inbox else frozenset[str]()
            yield Program(part.name, part.command(), part.environment(), starts_with_supervisor=True, sources=sources)

    def services(self) -> Iterator[Program]:
        """What they run is what their images hold: the import rule made physical, in one place."""
        for name in (*SERVICES, "gateway"):
            command = python("gateway") if name == "gateway" else python("services.kit.process.run", name)
            yield Program(name, command, self.settings_of(name), sources=frozenset(sources_of(name)))

    def settings_of(self, name: str) -> dict[str, str]:
        """Environment of a service or of the gateway. Secrets are handed over as files."""
        own = self._gateway_settings() if name == "gateway" else self._service_settings(name)
        common = {
            "ENVIRONMENT": "demo",
            "BROKER_URL_FILE": str(self.credentials.write("broker_url", self.broker_url)),
        }
        return {**common, **own, **self._settings.get("*", {}), **self._settings.get(name, {})}

    def _gateway_settings(self) -> dict[str, str]:
        return {
            "PUBLIC_URL": self.gateway_url,
            "GATEWAY_HOST": HOST,
            "GATEWAY_PORT": str(self.ports["gateway"]),
            "OBJECT_STORE_PUBLIC_ENDPOINT": self.store.endpoint,
        }

    def _service_settings(self, service: str) -> dict[str, str]:
        url = self.dsn(service).replace("postgresql://", "postgresql+psycopg2://")
        common = {
            "DATABASE_URL_FILE": str(self.credentials.write(f"database_url_{service}", url)),
            "TRUSTED_KEYS_DIR": str(self.credentials.trusted_keys),
            "SIGNING_KEY_FILE": str(self.credentials.signing_key(service)),
            "OPERATIONS_PORT": str(self.operations_port(service)),
        }
        return common | self._particular_settings().get(service, {})

    def _particular_settings(self) -> dict[str, dict[str, str]]:
        return {
            "identity": {"SECRET_SEAL_KEY_FILE": str(self.credentials.seal_key())},
            "documents": {
                "OBJECT_STORE_ENDPOINT": self.store.endpoint,
                "OBJECT_STORE_ACCESS_KEY": self.store.access_key,
                "OBJECT_STORE_SECRET_KEY_FILE": str(self.credentials.file("object_store_secret_key")),
                "OBJECT_STORE_BUCKET": BUCKET,
                "CLAMD_ADDRESS": self.clamd.address,
            },
            "notifications": {
                "PUBLIC_URL": self.gateway_url,
                "SMTP_HOST": HOST,
                "SMTP_PORT": str(self.inbox.smtp_port),
                "MAIL_FROM": "ne-pas-repondre@agentspace.example",
            },
        }

    def operations_port(self, service: str) -> int:
        return self.ports[f"operations-{service}"]

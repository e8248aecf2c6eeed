"""What a stack is made of: the parts, the services and the gateway, each with its port, secrets and settings."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from deploy.credentials import Credentials
from deploy.demo.paper_authority import trust_folder
from deploy.docker.dockerfile import sources_of
from deploy.native.broker_accounts import BrokerAccounts
from deploy.native.databases import owner_of
from deploy.native.parts.clamd import Clamd
from deploy.native.parts.mail_sink import MailSink
from deploy.native.parts.object_store import BUCKET, ObjectStore
from deploy.native.parts.part import Part
from deploy.native.parts.postgres import PostgreSQL, unprivileged_user
from deploy.native.parts.rabbitmq import RabbitMQ
from deploy.native.parts.users import ANTIVIRUS, HOUSE, as_user, make_private, unprivileged
from deploy.native.ports import Ports
from deploy.native.programs import Program, python
from deploy.rabbitmq.catalogue import of_the_house
from deploy.rabbitmq.definitions import accounts, definitions
from services.kit.broker.integrators import VHOST

SERVICES = ("identity", "applications", "documents", "offers", "notifications")
OPERATOR = "operator"
"""Of the broker: dead letters, events again. No service runs under it."""
INTEGRATOR = "integrator"
"""Who tries out what integrators are told."""
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
        self.user = unprivileged(HOUSE)
        self.credentials = Credentials(directory / "secrets", mark=DEMO, owner=self.user)
        self.gateway_url = f"http://{HOST}:{self.ports['gateway']}"
        self.broker = RabbitMQ(
            directory / "rabbitmq",
            self.ports["broker"],
            epmd_port=self.ports["epmd"],
            definitions=self.credentials.directory / "broker_definitions.json",
        )
        self.broker_accounts = BrokerAccounts(self.broker, self.credentials.directory)
        self.postgres = PostgreSQL(directory / "postgres", self.ports["postgres"])
        self.store = ObjectStore(
            directory / "object-store",
            self.ports["object-store"],
            "agentspace",
            self.credentials.read("object_store_secret_key"),
            accounts={"documents": self.credentials.read("object_store_key_documents")},
            allow_origin=self.gateway_url,
        )
        self.inbox = MailSink(directory / "mail", self.ports["inbox"], self.ports["smtp"])
        self.clamd = Clamd(directory / "clamd", self.ports["clamd"])

    @property
    def broker_url(self) -> str:
        """The operator's."""
        return self.broker_url_of(OPERATOR)

    @property
    def integrator_url(self) -> str:
        return self.broker_url_of(INTEGRATOR, VHOST)

    def broker_url_of(self, account: str, vhost: str = "") -> str:
        return self.broker.url_of(account, self.credentials.read(f"broker_password_{account}"), vhost)

    def dsn(self, service: str) -> str:
        return self._dsn(service, service)

    def _dsn(self, database: str, role: str) -> str:
        return self.postgres.url(database, role, self.credentials.read(f"database_password_{role}"))

    def migration_settings(self) -> dict[str, dict[str, str]]:
        """The environment of each service's migrations, which run as the owner of its tables."""
        return {service: {"DATABASE_URL_FILE": self._database_file(service, owner_of(service))} for service in SERVICES}

    def _database_file(self, database: str, role: str) -> str:
        url = self._dsn(database, role).replace("postgresql://", "postgresql+psycopg2://")
        return str(self.credentials.write(f"database_url_{role}", url))

    def prepare(self) -> None:
        """Everything that must be on the disk before the parts start."""
        self._prepare_broker()
        for process in (*SERVICES, "gateway"):
            self.credentials.call_key(process)  # all of them, before the first reads what is trusted
        self.postgres.prepare()
        for part in (self.store, self.inbox, self.clamd):
            part.prepare()
            make_private(part.directory, self._user_of(part))
        make_private(self.broker.directory, self.user)

    def _user_of(self, part: Part) -> int | None:
        """The antivirus reads what nobody has looked at: it is nobody else's user."""
        return unprivileged(ANTIVIRUS) if part is self.clamd else self.user

    def _prepare_broker(self) -> None:
        """Accounts and rights are in definitions read at boot: no guest, and no rabbitmqctl, which takes seconds."""
        password = {name: self.credentials.read(f"broker_password_{name}") for name in self._broker_accounts}
        self.credentials.write(
            "broker_definitions.json",
            definitions(
                of_the_house(),
                operator=(OPERATOR, password[OPERATOR]),
                passwords=password,
                integrators=[INTEGRATOR],
            ),
        )
        self.credentials.write("broker_url", self.broker_url)
        self.broker.directory.mkdir(parents=True, exist_ok=True)
        self.broker_accounts.note_if_new()
        self.broker.prepare()

    @property
    def _broker_accounts(self) -> list[str]:
        return [OPERATOR, *accounts(of_the_house(), [INTEGRATOR])]

    def parts(self) -> Iterator[Program]:
        # RUNNING_UNDER_SYSTEMD: the broker replaces its shell, so that a signal reaches it and not only its shell.
        broker = {**self.broker.environment(), "RUNNING_UNDER_SYSTEMD": "true"}
        yield Program(
            "rabbitmq",
            self.broker.command(),
            broker,
            starts_with_supervisor=True,
            user=self.user,
            reaches=(self.broker.directory, self.credentials.directory),
        )
        postgres = as_user(unprivileged_user(), self.postgres.command(), self.postgres.directory)
        yield Program("postgres", postgres, stop_signal="INT", starts_with_supervisor=True)
        for part in (self.store, self.inbox, self.clamd):
            sources = frozenset(sources_of("inbox")) if part is self.inbox else frozenset[str]()
            yield Program(
                part.name,
                part.command(),
                part.environment(),
                starts_with_supervisor=True,
                user=self._user_of(part),
                reaches=(part.directory,),
                sources=sources,
            )

    def services(self) -> Iterator[Program]:
        """What they run is what their images hold: the import rule made physical, in one place."""
        for name in (*SERVICES, "gateway"):
            command = python("gateway") if name == "gateway" else python("services.kit.process.run", name)
            yield Program(
                name,
                command,
                self.settings_of(name),
                user=self.user,
                reaches=(self.credentials.directory,),
                sources=frozenset(sources_of(name)),
            )

    def settings_of(self, name: str) -> dict[str, str]:
        """Environment of a service or of the gateway. Secrets are handed over as files."""
        own = self._gateway_settings() if name == "gateway" else self._service_settings(name)
        common = {
            "ENVIRONMENT": "demo",
            "TRUSTED_KEYS_DIR": str(self.credentials.trusted_keys),
            "CALL_KEY_FILE": str(self.credentials.call_key(name)),
            "BROKER_URL_FILE": str(self.credentials.write(f"broker_url_{name}", self.broker_url_of(name))),
        }
        return {**common, **own, **self._settings.get("*", {}), **self._settings.get(name, {})}

    def _gateway_settings(self) -> dict[str, str]:
        return {
            "PUBLIC_URL": self.gateway_url,
            "GATEWAY_HOST": HOST,
            "GATEWAY_PORT": str(self.ports["gateway"]),
            "OBJECT_STORE_PUBLIC_ENDPOINT": self.store.endpoint,
            "ALLOWED_HOSTS": "localhost",
            "METRICS_TOKEN_FILE": str(self.credentials.file("metrics_token")),
        }

    def _service_settings(self, service: str) -> dict[str, str]:
        common = {
            "DATABASE_URL_FILE": self._database_file(service, service),
            "OPERATIONS_PORT": str(self.operations_port(service)),
        }
        return common | self._particular_settings().get(service, {})

    def _particular_settings(self) -> dict[str, dict[str, str]]:
        return {
            "identity": {
                "SECRET_SEAL_KEY_FILE": str(self.credentials.seal_key()),
                "SECRET_SEAL_KEY_BEFORE_FILE": str(self.credentials.seal_key_before()),
                "SIGNING_KEY_FILE": str(self.credentials.signing_key("identity")),
            },
            "documents": {
                "OBJECT_STORE_ENDPOINT": self.store.endpoint,
                "OBJECT_STORE_ACCESS_KEY": self.store.key_of("documents")[0],
                "OBJECT_STORE_SECRET_KEY_FILE": str(self.credentials.file(self._store_secret)),
                "OBJECT_STORE_BUCKET": BUCKET,
                "CLAMD_ADDRESS": self.clamd.address,
                "PAPER_TRUST_DIR": str(trust_folder(self.credentials)),
            },
            "notifications": {
                "PUBLIC_URL": self.gateway_url,
                "SMTP_HOST": HOST,
                "SMTP_PORT": str(self.inbox.smtp_port),
                "MAIL_FROM": "ne-pas-repondre@agentspace.example",
            },
        }

    @property
    def _store_secret(self) -> str:
        """The file of documents' own."""
        own = self.store.key_of("documents")[0] == "documents"
        return "object_store_key_documents" if own else "object_store_secret_key"

    def operations_port(self, service: str) -> int:
        return self.ports[f"operations-{service}"]

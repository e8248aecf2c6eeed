"""`python -m deploy.docker.secrets [--integrator NAME]... [--upgrading] [--replace-seal-key]`: the secrets that
docker-compose.yml hands out, in .secrets/. Again, it only adds, and writes the broker's definitions anew.

Only the owner enters the folder; the files in it are readable, because containers read them under another user.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path

from deploy.credentials import Credentials
from deploy.demo.paper_authority import TRUST_FOLDER
from deploy.native.blueprint import OPERATOR, SERVICES
from deploy.native.databases import OWNED_APART, owner_of
from deploy.native.programs import ROOT
from deploy.rabbitmq.catalogue import GATEWAY, of_the_house
from deploy.rabbitmq.definitions import accounts, definitions
from services.kit.broker.integrators import VHOST


def write_secrets(directory: Path, integrators: Iterable[str] = (), *, upgrading: bool = False) -> None:
    credentials = Credentials(directory, file_mode=0o444)
    for name in ("postgres_password", "object_store_secret_key", "object_store_key_documents", "metrics_token"):
        credentials.file(name)
    credentials.seal_key()
    credentials.seal_key_before()
    credentials.signing_key("identity")
    credentials.call_key(GATEWAY)
    credentials.folder(TRUST_FOLDER)  # for certificates that the operator puts there
    _write_broker(credentials, list(integrators), upgrading=upgrading)
    for service in SERVICES:
        credentials.call_key(service)
        _write_database(credentials, service, service)
    for service in OWNED_APART:
        _write_database(credentials, owner_of(service), service)


def _write_database(credentials: Credentials, role: str, database: str) -> None:
    own = credentials.read(f"database_password_{role}")
    credentials.write(f"database_url_{role}", f"postgresql+psycopg2://{role}:{own}@postgres:5432/{database}")


def _write_broker(credentials: Credentials, integrators: list[str], *, upgrading: bool) -> None:
    names = [OPERATOR, *accounts(of_the_house(), integrators)]
    passwords = {name: credentials.read(f"broker_password_{name}") for name in names}
    told = definitions(
        of_the_house(),
        operator=(OPERATOR, passwords[OPERATOR]),
        passwords=passwords,
        integrators=integrators,
        upgrading=upgrading,
    )
    credentials.write("broker_definitions.json", told)
    for name in (OPERATOR, *SERVICES, GATEWAY):
        credentials.write(f"broker_url_{name}", f"amqp://{name}:{passwords[name]}@rabbitmq:5672/")
    for name in integrators:
        credentials.write(f"broker_url_{name}", f"amqp://{name}:{passwords[name]}@rabbitmq:5672/{VHOST}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="secrets", description="What docker-compose.yml hands out.")
    parser.add_argument("--integrator", action="append", default=[], help="an account that hears public events")
    parser.add_argument("--upgrading", action="store_true", help="the version before runs beside this one")
    parser.add_argument(
        "--replace-seal-key", action="store_true", help="identity goes on reading what the old one made"
    )
    asked = parser.parse_args()
    if asked.replace_seal_key:
        Credentials(ROOT / ".secrets", file_mode=0o444).replace_seal_key()
    write_secrets(ROOT / ".secrets", asked.integrator, upgrading=asked.upgrading)
    print("Written to .secrets: keep it, and keep it out of any backup that others read.")

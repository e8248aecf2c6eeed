"""`python -m deploy.docker.secrets`: the secrets that docker-compose.yml hands out, in .secrets/. Again, it only adds.

Only the owner enters the folder; the files in it are readable, because containers read them under another user.
"""

from pathlib import Path

from deploy.credentials import Credentials, broker_definitions
from deploy.native.blueprint import BROKER_USER, SERVICES
from deploy.native.programs import ROOT


def write_secrets(directory: Path) -> None:
    credentials = Credentials(directory, file_mode=0o444)
    for name in ("postgres_password", "object_store_secret_key"):
        credentials.file(name)
    credentials.seal_key()
    password = credentials.read("broker_password")
    credentials.write("broker_url", f"amqp://{BROKER_USER}:{password}@rabbitmq:5672/")
    credentials.file("broker_definitions.json", lambda: broker_definitions(BROKER_USER, password))
    for service in SERVICES:
        credentials.signing_key(service)
        own = credentials.read(f"database_password_{service}")
        credentials.write(f"database_url_{service}", f"postgresql+psycopg2://{service}:{own}@postgres:5432/{service}")


if __name__ == "__main__":
    write_secrets(ROOT / ".secrets")
    print("Written to .secrets: keep it, and keep it out of any backup that others read.")

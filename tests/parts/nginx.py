"""Debian's nginx with the sample of deploy/nginx: what an installation changes in it is changed, and nothing else."""

import os
from collections.abc import Mapping
from pathlib import Path

from deploy.native.parts.part import Part
from deploy.native.parts.ports import free_port

SAMPLE = Path(__file__).parents[2] / "deploy" / "nginx" / "agentspace.conf"
NAME = "space.example.org"
AROUND = """\
{user}
daemon off;
worker_processes 1;
pid {here}/nginx.pid;
error_log {here}/error.log;
events {{ worker_connections 512; }}
http {{
    client_body_temp_path {here}/body;
    proxy_temp_path {here}/proxy;
    fastcgi_temp_path {here}/fastcgi;
    uwsgi_temp_path {here}/uwsgi;
    scgi_temp_path {here}/scgi;
    include {here}/agentspace.conf;
}}
"""


class Nginx(Part):
    """On `port` over TLS. `changes`: more texts of the sample, each with what stands in its place here."""

    name = "nginx"

    def __init__(
        self,
        directory: Path,
        port: int,
        gateway_port: int,
        certificate: tuple[Path, Path],
        changes: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(directory, port)
        self._plain_port = free_port()
        self._changes = {
            "127.0.0.1:8000": f"127.0.0.1:{gateway_port}",
            "listen 443 ": f"listen 127.0.0.1:{port} ",
            "listen 80": f"listen 127.0.0.1:{self._plain_port}",
            f"/etc/nginx/tls/{NAME}.pem": str(certificate[0]),
            f"/etc/nginx/tls/{NAME}.key": str(certificate[1]),
            "/var/log/nginx": str(directory),
            **(changes or {}),
        }

    def prepare(self) -> None:
        told = SAMPLE.read_text()
        for text, here in self._changes.items():
            assert text in told, f"{text} is no longer in the sample"
            told = told.replace(text, here)
        (self.directory / "agentspace.conf").write_text(told)
        user = "user root;" if os.geteuid() == 0 else ""
        (self.directory / "nginx.conf").write_text(AROUND.format(user=user, here=self.directory))

    def command(self) -> list[str]:
        return ["/usr/sbin/nginx", "-p", str(self.directory), "-c", "nginx.conf", "-e", "stderr"]

    @property
    def access_log(self) -> str:
        return (self.directory / "agentspace.log").read_text()

"""Whom a connection over TLS believes, and what it shows of itself."""

import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Final


@dataclass(frozen=True, slots=True)
class Tls:
    ca_file: Path | None = None
    """PEM, of the authorities that may vouch for the other end; the system's where none is given."""
    cert_file: Path | None = None
    """PEM, ours, where the other end asks for one."""
    key_file: Path | None = None

    def context(self) -> ssl.SSLContext:
        """The other end must prove its name. Raises OSError where a file cannot be read."""
        context = ssl.create_default_context(cafile=self.ca_file)
        if self.cert_file:
            context.load_cert_chain(self.cert_file, self.key_file)
        return context


BY_THE_SYSTEM: Final = Tls()

"""An authority that signs specimens, for the demonstration and for tests. Production trusts none of that name."""

import base64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    SECP384R1,
    SECP521R1,
    EllipticCurve,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512, HashAlgorithm
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

from deploy.credentials import Credentials

DEMO_AUTHORITY = "ZZ01"
DEMO_CERTIFICATE = "0001"
TRUST_FOLDER = "paper_trust"
"""In the folder of a stack's secrets: what PAPER_TRUST_DIR names there."""
_KEY_FILE = "paper_authority_key"
_VALID_FOR = timedelta(days=3650)
_HASHES: dict[str, type[HashAlgorithm]] = {
    SECP256R1.name: SHA256,
    SECP384R1.name: SHA384,
    SECP521R1.name: SHA512,
}


@dataclass(frozen=True, slots=True)
class PaperAuthority:
    key: EllipticCurvePrivateKey
    name: str = DEMO_AUTHORITY
    certificate_id: str = DEMO_CERTIFICATE
    valid_from: datetime | None = None
    """Ten years before today, where nothing is said; and to ten years from now."""
    valid_until: datetime | None = None

    @classmethod
    def new(cls, curve: EllipticCurve | None = None) -> Self:
        return cls(generate_private_key(curve or SECP256R1()))

    @classmethod
    def of_stack(cls, secrets: Path) -> Self:
        """The one that a stack trusts; `secrets`: its folder of that name, as `.run/secrets`."""
        key = load_pem_private_key((secrets / _KEY_FILE).read_bytes(), password=None)
        if not isinstance(key, EllipticCurvePrivateKey):
            raise TypeError(f"{_KEY_FILE} holds no key of its kind")
        return cls(key)

    def sign(self, message: bytes) -> str:
        """As a code bears it: r and s at full length, in base32 without padding."""
        numbers = decode_dss_signature(self.key.sign(message, ECDSA(_HASHES[self.key.curve.name]())))
        length = (self.key.curve.key_size + 7) // 8
        return base64.b32encode(b"".join(each.to_bytes(length) for each in numbers)).decode().rstrip("=")

    def certificate(self) -> str:
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{self.name} {self.certificate_id} SPECIMEN")])
        now = datetime.now(UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(self.valid_from or now - _VALID_FOR)
            .not_valid_after(self.valid_until or now + _VALID_FOR)
            .sign(self.key, SHA256())
        )
        return made.public_bytes(Encoding.PEM).decode()

    @property
    def file_name(self) -> str:
        """Of its certificate, in a trust directory."""
        return f"{self.name}-{self.certificate_id}.pem"


def trust_folder(credentials: Credentials) -> Path:
    """Of a stack, with its authority's certificate in it; made where there is none yet, and the key before it."""
    header = f"{credentials.mark}\n" if credentials.mark else ""
    credentials.file(_KEY_FILE, lambda: header + _in_pem(generate_private_key(SECP256R1())))
    authority = PaperAuthority.of_stack(credentials.directory)
    folder = credentials.folder(TRUST_FOLDER)
    credentials.file(f"{TRUST_FOLDER}/{authority.file_name}", lambda: header + authority.certificate())
    return folder


def _in_pem(key: EllipticCurvePrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()

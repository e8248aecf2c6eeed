"""Whose signatures are known: certificates in a folder that operators fill. One that is revoked is taken out of it."""

import logging
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from services.contracts.calendar import day_in_paris

_log = logging.getLogger(__name__)

_NAME = re.compile(r"[A-Z0-9]{4}")
_TEST_AUTHORITY = re.compile(r"FR00|ZZ")
"""The specification's own, and those of no country: of demonstrations and tests."""


@dataclass(frozen=True, slots=True)
class Signer:
    key: EllipticCurvePublicKey
    valid_from: date
    valid_until: date
    """Days of Paris, the last one included."""


def is_of_a_test_authority(name: str) -> bool:
    """`name`: of an authority, or of a file that begins with it."""
    return _TEST_AUTHORITY.match(name) is not None


class TrustDirectory:
    def __init__(self, directory: Path | None, *, test_authorities: bool) -> None:
        """`test_authorities`: whether those count that sign specimens; in production they do not."""
        self._directory = directory
        self._test_authorities = test_authorities

    def signer(self, authority: str, certificate: str) -> Signer | None:
        """Looked up anew each time, so that one which is taken away is gone at once."""
        if self._directory is None or not (_NAME.fullmatch(authority) and _NAME.fullmatch(certificate)):
            return None
        if is_of_a_test_authority(authority) and not self._test_authorities:
            return None
        file = self._directory / f"{authority}-{certificate}.pem"
        try:
            return _signer_of(x509.load_pem_x509_certificate(file.read_bytes()))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, UnsupportedAlgorithm):
            _log.exception("a certificate of the trust directory cannot be used", extra={"file": file.name})
            return None


def _signer_of(certificate: x509.Certificate) -> Signer:
    key = certificate.public_key()
    if not isinstance(key, EllipticCurvePublicKey):
        raise ValueError("its key is on no elliptic curve")  # noqa: TRY004 - the certificate is wrong, not a type of ours
    return Signer(key, day_in_paris(certificate.not_valid_before_utc), day_in_paris(certificate.not_valid_after_utc))

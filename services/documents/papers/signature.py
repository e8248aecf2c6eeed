"""Whether a message is what its authority signed."""

from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, SECP384R1, SECP521R1
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512, HashAlgorithm

from services.contracts.documents import SignatureState
from services.documents.papers.message import Message
from services.documents.papers.trust import Signer

_HASHES: dict[str, type[HashAlgorithm]] = {
    SECP256R1.name: SHA256,
    SECP384R1.name: SHA384,
    SECP521R1.name: SHA512,
}


class Trust(Protocol):
    def signer(self, authority: str, certificate: str) -> Signer | None: ...


def state_of(message: Message, trust: Trust) -> SignatureState:
    signer = trust.signer(message.authority, message.certificate)
    if signer is None or signer.key.curve.name not in _HASHES:
        return "unknown_authority"
    if not _is_signed(message, signer):
        return "bad_signature"
    # Without a day of signature nothing shows that the certificate was valid on it.
    if message.signed_on is None or not signer.valid_from <= message.signed_on <= signer.valid_until:
        return "expired"
    return "verified"


def _is_signed(message: Message, signer: Signer) -> bool:
    length = (signer.key.curve.key_size + 7) // 8
    if len(message.signature) != 2 * length:
        return False
    r, s = (int.from_bytes(half) for half in (message.signature[:length], message.signature[length:]))
    try:
        signer.key.verify(encode_dss_signature(r, s), message.signed_text, ECDSA(_HASHES[signer.key.curve.name]()))
    except InvalidSignature:
        return False
    return True

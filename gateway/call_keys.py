"""What the gateway proves its calls with, and seals secrets to."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from services.kit.proofs import Prover
from services.kit.sealing import Sealer


@dataclass(frozen=True)
class CallKeys:
    prover: Prover
    sealer: Sealer

    @classmethod
    def of(cls, key_file: Path | None, trusted: Path | None) -> Self | None:
        """None where either is not given: such a gateway shows its routes, and asks no service."""
        if key_file is None or trusted is None:
            return None
        return cls(Prover("gateway", key_file, trusted), Sealer(trusted))

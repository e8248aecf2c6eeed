"""What was tried, and what came out otherwise than the contracts say."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass
class Table:
    table: str
    tried: int = 0
    unexpected: list[str] = field(default_factory=list)
    """One line each: who, what, and how it ended."""

    def note(self, who: str, what: str, *, allowed: bool, asked_for: bool) -> None:
        self.tried += 1
        if allowed != asked_for:
            outcome = "may, and no contract asks for it" if allowed else "may not, and a contract asks for it"
            self.unexpected.append(f"{who}: {what}: {outcome}")

    def mismatch(self, who: str, what: str, *, expected: str, found: str) -> None:
        self.unexpected.append(f"{who}: {what}: expected {expected}, found {found}")


def tell(tables: Sequence[Table], file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps([asdict(table) for table in tables], indent=2) + "\n")
    for table in tables:
        print(f"{table.table:<10} {table.tried:>6} tried, {len(table.unexpected)} unexpected")
        for line in table.unexpected:
            print(f"           {line}")

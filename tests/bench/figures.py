"""What was measured, as a table for people and as a list for machines."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """`ratio`: ours to the peer, or to the floor where there is no peer; what is better is said in `unit`."""

    name: str
    ours: float | None
    peer: float | None
    floor: float | None
    ratio: float | None
    unit: str


def table(figures: list[Figure]) -> str:
    lines = [f"{'':<58}{'ours':>10}{'peer':>10}{'floor':>10}{'ratio':>8}  unit"]
    for figure in figures:
        numbers = "".join(f"{_shown(value):>10}" for value in (figure.ours, figure.peer, figure.floor))
        lines.append(f"{figure.name:<58}{numbers}{_shown(figure.ratio):>8}  {figure.unit}")
    return "\n".join(lines)


def write(figures: list[Figure], path: Path) -> None:
    rounded = [
        {key: round(value, 3) if isinstance(value, float) else value for key, value in asdict(figure).items()}
        for figure in figures
    ]
    path.write_text(json.dumps(rounded, indent=2) + "\n")


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}" if value < 100 else f"{value:.0f}"

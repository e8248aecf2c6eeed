"""The Dockerfile as it is written: its stages, and what of the tree each image is made of. For one machine without
Docker it says the same: what a program runs, and so what starts it again when it changes."""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

DOCKERFILE = Path(__file__).with_name("Dockerfile")


@dataclass
class Stage:
    base: str
    sources: list[str] = field(default_factory=list)
    """What it copies from the tree."""
    stages_copied: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    exposed: set[str] = field(default_factory=set)
    instructions: dict[str, str] = field(default_factory=dict)


@cache
def stages() -> dict[str, Stage]:
    found: dict[str, Stage] = {}
    current = Stage("")
    for line in _instructions(DOCKERFILE.read_text()):
        word, _, rest = line.partition(" ")
        arguments = rest.split()
        if word == "FROM":
            current = found[arguments[2]] = Stage(arguments[0])
        elif word == "COPY" and arguments[0].startswith("--from="):
            current.stages_copied.append(arguments[0].partition("=")[2])
        elif word == "COPY":
            current.sources += arguments[:-1]
        elif word == "ENV":
            current.environment |= dict(pair.split("=", 1) for pair in arguments)
        elif word == "EXPOSE":
            current.exposed |= set(arguments)
        else:
            current.instructions[word] = rest
    return found


def _instructions(text: str) -> list[str]:
    lines = re.sub(r"\\\n\s*", "", text).splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def lineage(name: str) -> list[Stage]:
    """A stage and those it stands on, itself first."""
    stage = stages()[name]
    return [stage, *(lineage(stage.base) if stage.base in stages() else [])]


def sources_of(name: str) -> set[str]:
    return {source for stage in lineage(name) for source in stage.sources}


def environment_of(name: str) -> dict[str, str]:
    merged: dict[str, str] = {}
    for stage in reversed(lineage(name)):
        merged |= stage.environment
    return merged

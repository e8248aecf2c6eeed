"""Answers typed in one window beside those saved meanwhile in another: a three-way merge, answer by answer."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from gateway.pages.forms import Form
from gateway.pages.questions import ROOT

Path = tuple[str, ...]
_ABSENT = object()


@dataclass(frozen=True)
class Choices:
    """What the reader was told to have changed elsewhere (`clash`), and which of both they want (`settle/<name>`)."""

    pending: frozenset[str] = frozenset()
    mine: frozenset[str] = frozenset()
    theirs: frozenset[str] = frozenset()

    @classmethod
    def of(cls, form: Form) -> "Choices":
        pending = frozenset(form.all("clash"))
        chosen = {name: form.value(f"settle/{name}") for name in pending}
        return cls(
            pending,
            frozenset(name for name, choice in chosen.items() if choice == "mine"),
            frozenset(name for name, choice in chosen.items() if choice == "theirs"),
        )


@dataclass
class Merged:
    """`patch`: what is to be saved. The others are names of fields: `changed` is to be shown as it is now, `clashes`
    changed both here and elsewhere."""

    patch: dict[str, Any] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    clashes: list[str] = field(default_factory=list)


def merge(
    schema: Mapping[str, Any],
    seen: Mapping[str, Any],
    typed: Mapping[str, Any],
    now: Mapping[str, Any],
    choices: Choices = Choices(),
) -> Merged:
    """`seen`: the answers that the page was filled with. `now`: those that are saved. A list is one answer."""
    merged = Merged()
    for path in _answers(schema):
        mine, before, present = (_at(answers, path) for answers in (typed, seen, now))
        if mine is _ABSENT:  # could not be read
            continue
        name = "/".join((ROOT, *path))
        here, elsewhere, differ = not _same(mine, before), not _same(present, before), not _same(mine, present)
        undecided = name in choices.pending and name not in choices.mine
        if name in choices.theirs:
            merged.changed.append(name)
        elif differ and (undecided or (here and elsewhere)):
            merged.clashes.append(name)
        elif differ and here:
            _put(merged.patch, path, mine)
        elif differ:
            merged.changed.append(name)
        elif mine is False and present is _ABSENT:  # a box that was left unticked is an answer
            _put(merged.patch, path, mine)
    return merged


def written(answers: Mapping[str, Any]) -> str:
    """As the page carries what it was filled with."""
    return json.dumps(answers, ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Mapping[str, Any] | None:
    """None where a page did not carry it."""
    try:
        answers = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return answers if isinstance(answers, dict) else None


def _answers(schema: Mapping[str, Any], path: Path = ()) -> Iterator[Path]:
    for key, part in schema.get("properties", {}).items():
        if part.get("type") == "object":
            yield from _answers(part, (*path, key))
        else:
            yield (*path, key)


def _at(answers: Any, path: Path) -> Any:
    for key in path:
        if not isinstance(answers, Mapping) or key not in answers:
            return _ABSENT
        answers = answers[key]
    return answers


def _put(patch: dict[str, Any], path: Path, answer: Any) -> None:
    for key in path[:-1]:
        patch = patch.setdefault(key, {})
    patch[path[-1]] = answer


def _same(one: Any, other: Any) -> bool:
    return bool(_plain(one) == _plain(other))


def _plain(answer: Any) -> Any:
    """Without what only the way of writing makes different: a box left unticked, line ends, spaces around."""
    if isinstance(answer, str):
        return answer.replace("\r\n", "\n").strip() or None
    if isinstance(answer, Mapping):
        kept = {key: plain for key, value in answer.items() if (plain := _plain(value)) is not None}
        return kept or None
    if isinstance(answer, list):
        return [_plain(item) for item in answer] or None
    return None if answer is _ABSENT or answer is False else answer

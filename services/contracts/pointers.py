"""JSON pointers (RFC 6901): where in a body something stands."""

from collections.abc import Iterable


def pointer_to(steps: Iterable[str | int]) -> str:
    """`["children", 0, "a/b"]` is `/children/0/a~1b`; no step at all is the whole body."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in steps)


def steps_of(pointer: str) -> list[str]:
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]


def is_pointer(text: str) -> bool:
    """To a part: neither a bare name nor the whole."""
    return text.startswith("/")

"""What a step of a journey must find, or must be refused."""

from collections.abc import Callable

from deploy.demo.client import Refused


def expect(holds: bool, shown: object) -> None:
    """Raises AssertionError with what was seen."""
    if not holds:
        raise AssertionError(str(shown)[:2000])


def expect_refused(act: Callable[[], object], status: int) -> Refused:
    try:
        answer = act()
    except Refused as refused:
        expect(refused.status == status, refused)
        return refused
    raise AssertionError(f"expected {status}, was answered {str(answer)[:500]}")

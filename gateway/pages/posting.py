"""What a posted form is answered when it is refused: the one place that decides it."""

from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Final

from pydantic import ValidationError

from gateway.pages.forms import Form
from services.contracts.base import Language
from services.contracts.identity.refusals import BadCredentials, SecondFactorRequired, WrongPortal
from services.contracts.refusals import Refusal

MENDABLE: Final = frozenset({409, 412, 413, 422, 429, 503})
"""What changing the answers, reading again or waiting a little mends. The rest is a page of its own: nothing that could
be typed into the form helps."""
ABOUT_WHAT_WAS_TYPED: Final = (BadCredentials, SecondFactorRequired, WrongPortal)
"""Of 401 and 403, those that speak of the form and not of the session that posted it."""


def mendable(refusal: Refusal) -> bool:
    return refusal.status in MENDABLE or isinstance(refusal, ABOUT_WHAT_WAS_TYPED)


class redisplay:  # noqa: N801 - read as a statement: `with redisplay(form, …): …; return …`
    """Where its body is refused for a reason that can be mended, the refusal is written into the form and the page goes
    on after the `with`, to show the form again. Any other refusal is raised on, to the problem page.

    `at`: the one field beside which all of it is said; empty for over the form. `reject`: another way to write it.
    """

    def __init__(
        self,
        form: Form,
        language: Language,
        fields: Iterable[str] = (),
        *,
        at: str | None = None,
        reject: Callable[[Refusal | ValidationError], object] | None = None,
    ) -> None:
        self._form = form
        self._language = language
        self._fields = fields
        self._at = at
        self._reject = reject

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _traceback: TracebackType | None
    ) -> bool:
        if not isinstance(error, ValidationError | Refusal) or (isinstance(error, Refusal) and not mendable(error)):
            return False
        if self._reject is not None:
            self._reject(error)
        elif self._at is not None:
            self._form.reject_at(self._at, error, self._language)
        else:
            self._form.reject(error, self._language, self._fields)
        return True

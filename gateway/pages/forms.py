"""What was typed into a form and what is wrong with it, so that a page can show both again."""

from collections.abc import Iterable, Mapping
from typing import Self

from pydantic import ValidationError
from starlette.datastructures import FormData

from gateway.field_errors import field_errors
from gateway.language import translate
from gateway.pages.labels import LABELS
from gateway.problems import problem
from services.contracts.base import Language
from services.contracts.refusals import Invalid, Refusal

NOT_ANSWERS = frozenset({"csrf_token", "idempotency_key"})


class Form:
    """`errors`: text by field name, in the order of the page. `problem`: what is wrong with the whole."""

    def __init__(self, typed: Mapping[str, list[str]] | None = None) -> None:
        self.typed = dict(typed or {})
        self.errors: dict[str, str] = {}
        self.problem = ""
        self.labels: dict[str, str] = {}
        """What the fields with an error are called."""
        self.lenient = False
        """What is required may be left for later: a draft is saved as it is."""

    @classmethod
    def of(cls, posted: FormData) -> Self:
        typed: dict[str, list[str]] = {}
        for name, value in posted.multi_items():
            if isinstance(value, str) and name not in NOT_ANSWERS:
                typed.setdefault(name, []).append(value.strip() if "password" not in name else value)
        return cls(typed)

    def value(self, name: str, default: object = None) -> str:
        if name in self.typed:
            return self.typed[name][-1]
        return "" if default is None else str(default)

    def all(self, name: str) -> list[str]:
        return self.typed.get(name, [])

    def error(self, name: str) -> str:
        return self.errors.get(name, "")

    def given(self, *names: str) -> dict[str, str]:
        """Those fields that were filled in: an empty one counts as absent, as in JSON."""
        return {name: self.value(name) for name in names if self.value(name)}

    def reject(self, refusal: Refusal | ValidationError, language: Language, fields: Iterable[str] = ()) -> Self:
        """Writes the refusal beside its fields, and over the form what belongs to none of `fields`."""
        if isinstance(refusal, ValidationError):
            refusal = Invalid(errors=field_errors(refusal.errors(), language, ()))
        said = problem(refusal, language)
        known = {*fields, *self.typed}
        for error in said["errors"]:
            place = _place(error["pointer"], known)
            if place:
                self.errors.setdefault(place, _sentence(error["detail"]))
                if label := LABELS.get(place.rpartition("/")[2]):
                    self.labels[place] = translate(label, language)
        if not self.errors:
            self.problem = said["detail"]
        return self


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def _place(pointer: str, known: set[str]) -> str:
    """The field of the page that a JSON pointer means: the field itself, or the one that it is a part of."""
    steps = pointer.strip("/").split("/")
    while steps:
        name = "/".join(steps)
        for place in (name, f"answers/{name}"):
            if place in known:
                return place
        steps.pop()
    return ""

"""What was typed into a form and what is wrong with it, so that a page can show both again."""

from collections.abc import Iterable, Mapping
from typing import Any, Self

from pydantic import ValidationError
from starlette.datastructures import FormData

from gateway.field_errors import field_errors
from gateway.language import has_text, translate
from gateway.pages.labels import label_key
from gateway.problems import problem, when_to_return
from services.contracts.base import Language
from services.contracts.refusals import Invalid, Refusal

NOT_ANSWERS = frozenset({"csrf_token", "idempotency_key"})


class Form:
    """`errors`: text by field name, in the order of the page. `problem`: what is wrong with the whole.
    `refusal`: the last one that it met."""

    def __init__(self, typed: Mapping[str, list[str]] | None = None) -> None:
        self.typed = dict(typed or {})
        self.errors: dict[str, str] = {}
        self.problem = ""
        self.refusal: Refusal | None = None
        self.labels: dict[str, str] = {}
        """What the fields with an error are called."""
        self.lenient = False
        """What is required may be left for later: a draft is saved as it is."""

    @classmethod
    def of(cls, posted: FormData) -> Self:
        typed: dict[str, list[str]] = {}
        for name, value in posted.multi_items():
            if isinstance(value, str) and name not in NOT_ANSWERS:
                typed.setdefault(name, []).append(value if is_secret(name) else value.strip())
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

    def forget(self, name: str) -> None:
        """What was typed into a field, or into all that is in a list."""
        self.typed = {
            each: values for each, values in self.typed.items() if each != name and not each.startswith(f"{name}/")
        }

    @property
    def status(self) -> int:
        """What a page that shows it again is answered with."""
        if self.refusal is not None:
            return self.refusal.status
        return 422 if self.errors or self.problem else 200

    @property
    def headers(self) -> Mapping[str, str]:
        return when_to_return(self.refusal) if self.refusal is not None else {}

    def reject(self, refused: Refusal | ValidationError, language: Language, fields: Iterable[str] = ()) -> None:
        """Writes the refusal beside its fields, and over the form what belongs to none of `fields`."""
        document = self._refused(refused, language)
        places = {*fields, *self.typed}
        for error in document["errors"]:
            place = _place(error["pointer"], places)
            if place:
                self.errors.setdefault(place, _sentence(error["detail"]))
                if has_text(label := label_key(place), language):
                    self.labels[place] = translate(label, language)
        if not self.errors:
            self.problem = document["detail"]
        self._forget_secrets()

    def reject_at(self, place: str, refused: Refusal | ValidationError, language: Language) -> None:
        """Writes all of the refusal beside one field, or over the form where that is empty."""
        document = self._refused(refused, language)
        text = next((_sentence(error["detail"]) for error in document["errors"]), document["detail"])
        if place:
            self.errors[place] = text
        else:
            self.problem = text
        self._forget_secrets()

    def _refused(self, refused: Refusal | ValidationError, language: Language) -> dict[str, Any]:
        if isinstance(refused, ValidationError):
            refused = Invalid(errors=field_errors(refused.errors(), language, ()))
        self.refusal = refused
        return problem(refused, language)

    def _forget_secrets(self) -> None:
        self.typed = {name: values for name, values in self.typed.items() if not is_secret(name)}


def is_secret(name: str) -> bool:
    """A field that no page shows again."""
    return "password" in name or name == "repeated"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def _place(pointer: str, places: set[str]) -> str:
    """The field of the page that a JSON pointer means: the field itself, or the one that it is a part of."""
    steps = pointer.strip("/").split("/")
    while steps:
        name = "/".join(steps)
        for place in (name, f"answers/{name}"):
            if place in places:
                return place
        steps.pop()
    return ""

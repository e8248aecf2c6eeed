"""What was typed into a form and what is wrong with it, so that a page can show both again."""

from collections.abc import Iterable, Mapping
from typing import Self

from pydantic import ValidationError
from starlette.datastructures import FormData

from gateway.pages.texts import Texts
from services.contracts.refusals import Refusal

NOT_ANSWERS = frozenset({"csrf_token", "idempotency_key"})


class Form:
    """`errors`: text by field name, in the order of the page. `problem`: what is wrong with the whole."""

    def __init__(self, typed: Mapping[str, list[str]] | None = None) -> None:
        self.typed = dict(typed or {})
        self.errors: dict[str, str] = {}
        self.problem = ""

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

    def reject(self, refusal: Refusal | ValidationError, texts: Texts, fields: Iterable[str] = ()) -> Self:
        """Writes the refusal beside its fields, and over the form what belongs to none of `fields`."""
        known = set(fields) or set(self.typed)
        found: list[tuple[str, str]]
        if isinstance(refusal, ValidationError):
            found = [
                (str(error["loc"][0]) if error["loc"] else "", _invalid(error["type"], texts))
                for error in refusal.errors()
            ]
        else:
            found = [
                (error.pointer.strip("/").replace("/", "."), say(refusal, texts, error.detail))
                for error in refusal.errors
            ]
            if not found:
                self.problem = say(refusal, texts)
        for name, text in found:
            place = name if name in known else name.rpartition(".")[2]
            if place in known:
                self.errors.setdefault(place, text)
            else:
                self.problem = self.problem or text
        return self


def say(refusal: Refusal, texts: Texts, detail: str = "") -> str:
    """The refusal in the reader's words: by its code, else by its kind. An English detail serves English readers only."""
    by_code = f"refusal.{refusal.code}"
    if by_code in texts:
        facts = {name: value for name, value in refusal.facts.items() if isinstance(value, str | int)}
        try:
            return texts.t(by_code, **facts)
        except KeyError:
            return texts.t(by_code)
    if detail and texts.language == "en":
        return detail
    return texts.t(f"refusal.{refusal.status}") if f"refusal.{refusal.status}" in texts else texts.t("refusal.500")


def _invalid(kind: str, texts: Texts) -> str:
    key = f"invalid.{kind}"
    return texts.t(key) if key in texts else texts.t("invalid.other")

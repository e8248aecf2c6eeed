"""Texts that people read, by key and language: `<folder>/<language>.po` or `<folder>/<language>/*.po`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from gettext import c2py
from itertools import chain
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from services.contracts.base import Language
from services.kit.typography import typeset

_SINGULAR = 0


class UnknownText(KeyError):
    """No catalogue of this language has the key."""


@dataclass(frozen=True)
class Texts:
    """Of one language, read when the first is asked for."""

    folder: Path
    language: Language

    def __contains__(self, key: object) -> bool:
        return key in self.forms

    def t(self, key: str, /, **parameters: Any) -> str:
        """The text with `{name}` filled in. Raises UnknownText, and KeyError for a parameter that the text needs."""
        text = self._forms_of(key)[_SINGULAR]
        return text.format(**parameters) if parameters else text

    def n(self, key: str, count: int, /, **parameters: Any) -> str:
        """The text's form for this number; `{count}` is filled in with it."""
        return self._forms_of(key)[self._form_for(count)].format(count=count, **parameters)

    @property
    def forms(self) -> Mapping[str, tuple[str, ...]]:
        """A key's one text, or its texts by plural form."""
        return self._read[0]

    @property
    def _form_for(self) -> Callable[[int], int]:
        return self._read[1]

    @cached_property
    def _read(self) -> tuple[dict[str, tuple[str, ...]], Callable[[int], int]]:
        found: dict[str, tuple[str, ...]] = {}
        form_for = c2py("n != 1")
        for path in sorted(chain(self.folder.glob(f"{self.language}.po"), self.folder.glob(f"{self.language}/*.po"))):
            with path.open("rb") as file:
                catalogue = read_po(file, abort_invalid=True)
            form_for = c2py(catalogue.plural_expr)
            for key, forms in _messages(catalogue):
                if key in found:
                    raise ValueError(f"{key} is in two catalogues of {self.language}, one of them {path.name}")
                found[key] = tuple(typeset(form, self.language) for form in forms)
        return found, form_for

    def _forms_of(self, key: str) -> tuple[str, ...]:
        try:
            return self.forms[key]
        except KeyError:
            raise UnknownText(f"{key} in {self.language}") from None


def _messages(catalogue: Catalog) -> Iterator[tuple[str, tuple[str, ...]]]:
    for message in catalogue:
        key = message.id[0] if isinstance(message.id, tuple | list) else message.id
        if key and message.string:
            yield key, tuple(message.string) if isinstance(message.string, tuple | list) else (message.string,)

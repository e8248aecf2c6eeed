"""An answer of each kind, made from the examples of the contracts."""

from typing import Any, TypeVar

from gateway.api.examples import example_of
from services.contracts.base import Page, View

V = TypeVar("V", bound=View)


def example(view: type[V], /, **more: Any) -> V:
    return view.model_validate(example_of(view) | more)


def page_of(*items: View) -> Page[Any]:
    return Page[Any](items=list(items))

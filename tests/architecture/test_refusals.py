"""What a request declares that it refuses is what its owner's code raises. The kit sees to the other direction: what is
not declared does not get out."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from deploy.native.blueprint import SERVICES
from services.contracts.base import Command, Query
from services.contracts.refusals import Refusal, may_refuse
from tests.architecture.promises import contract_modules, requests

ROOT = Path(__file__).parents[2]
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def functions(service: str) -> dict[str, list[Function]]:
    """By name; those of one name are not told apart."""
    found: dict[str, list[Function]] = {}
    for path in sorted((ROOT / "services" / service).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, Function):
                found.setdefault(node.name, []).append(node)
    return found


def named_in(node: ast.AST) -> set[str]:
    """Also in its decorators, where `prepare` and `bulkhead` stand."""
    names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    return names | {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}


def reached(request: type[Command[Any] | Query[Any]]) -> set[str]:
    """Every name on the way from the method that answers it."""
    known = functions(request.service())
    found: set[str] = set()
    waiting = [request.method()]
    while waiting:
        for node in known.get(waiting.pop(), ()):
            new = named_in(node) - found
            found |= new
            waiting += new & known.keys()
    return found


def bulkhead_refusals(service: str) -> set[str]:
    """A bulkhead is wired in the service, or held with the process's resources."""
    paths = [ROOT / "services" / service / name for name in ("service.py", "resources.py")]
    nodes = [node for path in paths if path.exists() for node in ast.walk(ast.parse(path.read_text()))]
    calls = [node for node in nodes if isinstance(node, ast.Call) and named_in(node.func) == {"Bulkhead"}]
    return {name for call in calls for name in named_in(call)}


@pytest.mark.parametrize("request_type", requests(), ids=lambda request: request.__name__)
def test_a_declared_refusal_is_raised_on_the_way_from_its_handler(
    request_type: type[Command[Any] | Query[Any]],
) -> None:
    on_the_way = reached(request_type)
    if "bulkhead" in {
        each.arg for node in functions(request_type.service())[request_type.method()] for each in keywords(node)
    }:
        on_the_way |= bulkhead_refusals(request_type.service())
    assert [each.__name__ for each in request_type.refuses if each.__name__ not in on_the_way] == []


def keywords(node: Function) -> Iterator[ast.keyword]:
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call):
            yield from decorator.keywords


@pytest.mark.parametrize("request_type", requests(), ids=lambda request: request.__name__)
def test_a_request_declares_nothing_twice_and_nothing_that_follows_from_its_kind(
    request_type: type[Command[Any] | Query[Any]],
) -> None:
    class Bare(request_type):  # type: ignore[misc,valid-type]  # a request, known at runtime
        refuses = ()

    assert len(request_type.refuses) == len(set(request_type.refuses))
    assert may_refuse(Bare).isdisjoint(request_type.refuses)
    assert may_refuse(Bare) | set(request_type.refuses) == may_refuse(request_type)


def test_every_refusal_of_a_service_is_declared_by_one_of_its_requests() -> None:
    promised = {
        value
        for module in contract_modules()
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Refusal) and value.__module__.split(".")[2] in SERVICES
    }
    declared = {refusal for request in requests() for refusal in request.refuses}
    assert {each.__name__ for each in promised - declared} == set()

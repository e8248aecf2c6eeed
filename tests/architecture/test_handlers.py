"""Every command and query is answered, by its owner, under its own name, and says who may send it."""

import pytest

from deploy.native.blueprint import SERVICES
from services.contracts.actor import Role
from services.contracts.base import Command, View
from tests.architecture.promises import methods, requests


def answered() -> dict[tuple[str, str], type]:
    found = {}
    for name in SERVICES:
        for method, attribute in methods(name).items():
            for entrypoint in getattr(attribute, "nameko_entrypoints", ()):
                if hasattr(entrypoint, "request_type"):
                    found[name, method] = entrypoint.request_type
    return found


@pytest.mark.parametrize("request_type", requests(), ids=lambda request: request.__name__)
def test_a_command_is_handled_by_its_owner_under_its_own_name(request_type: type) -> None:
    assert answered()[request_type.service(), request_type.method()] is request_type  # type: ignore[attr-defined]  # a Command or Query


@pytest.mark.parametrize("request_type", requests(), ids=lambda request: request.__name__)
def test_a_command_says_who_may_send_it_and_what_it_replies(request_type: type) -> None:
    callers = request_type.callers  # type: ignore[attr-defined]  # a Command or Query
    assert callers
    assert callers <= set(Role)
    assert issubclass(request_type.reply_type(), View)  # type: ignore[attr-defined]  # a Command or Query


def test_nothing_is_answered_that_the_contracts_do_not_promise() -> None:
    assert set(answered().values()) == set(requests())


def test_a_command_that_needs_no_session_touches_only_identity() -> None:
    """What a visitor may send is a surface: it grows only here."""
    open_commands = {one for one in requests() if Role.VISITOR in one.callers and issubclass(one, Command)}
    assert {one.service() for one in open_commands} == {"identity"}

import inspect
from types import FunctionType
from uuid import uuid4

import sqlalchemy as sa

from services.contracts.identity import IdentifySession, ListEstablishments, LogIn
from services.contracts.identity.refusals import BadCredentials
from services.identity import before
from services.identity.resources import PASSWORDS
from services.identity.service import IdentityService
from tests.integration.identity.office import Office, fingerprint
from tests.parts.caller import Caller
from tests.parts.waiting import PATIENCE

RUSH = 40
"""Four times as many as identity has workers."""


def test_a_rush_of_logins_holds_nobody_else_up_and_all_are_answered(
    office: Office, caller: Caller, identity_database: sa.Engine
) -> None:
    member = office.member()
    with identity_database.begin() as connection:
        connection.execute(sa.text("LOCK TABLE attempts IN ACCESS EXCLUSIVE MODE"))  # logins wait, others do not
        rush = [log_in(caller, f"9999{number:04}") for number in range(RUSH)]
        for _ in range(10):
            identified = caller.call(
                IdentifySession(token_hash=fingerprint(member.session.access_token)), key=uuid4().hex
            )
            assert identified.subject == member.id
            assert caller.call(ListEstablishments()).items
    replies = caller.receive_all(rush, timeout=PATIENCE)

    assert [reply["error"]["value"] for reply in replies.values()] == [BadCredentials.code] * RUSH


def test_whatever_hashes_a_password_is_behind_the_bulkhead() -> None:
    entrypoints = [
        entrypoint
        for _, method in inspect.getmembers(IdentityService, inspect.isfunction)
        for entrypoint in getattr(method, "nameko_entrypoints", ())
        if hasattr(entrypoint, "bulkhead")
    ]
    hashing = {one.request_type for one in entrypoints if one.prepare and hashes(one.prepare)}

    assert LogIn in hashing
    assert {one.request_type for one in entrypoints if one.bulkhead is PASSWORDS} == hashing


def hashes(prepare: FunctionType) -> bool:
    """By itself, or by a function beside it."""
    named = prepare.__code__.co_names
    beside = (vars(before).get(name) for name in named)
    return "hashing" in named or any(hashes(each) for each in beside if inspect.isfunction(each))


def log_in(caller: Caller, cgos_number: str) -> str:
    command = LogIn(cgos_number=cgos_number, password="not that one at all", portal="agent")
    body, _ = caller.encode(command)
    return caller.send(command.routing_key(), body, **caller.headers(key=uuid4().hex, deadline=60))

"""My data: a copy, its progress without a script, an erasure asked for and decided."""

from datetime import UTC, datetime
from typing import Any

import pytest

from services.contracts.actor import Role
from services.contracts.base import Created, Done, Page
from services.contracts.documents.exports import ListExports, RequestExport, TooManyExports
from services.contracts.identity.erasure import (
    AcceptErasure,
    ApplicationsAreOpen,
    GetErasure,
    RefuseErasure,
    RequestErasure,
    WithdrawErasure,
)
from tests.browser import scenes
from tests.browser.my_data import ERASURE, EXPORT, erasure, export
from tests.gateway.pages.conftest import Reader

pytestmark = pytest.mark.anyio
HERE = "/agent/file/my-data"
DESK = "/staff/erasures"
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


async def test_a_copy_is_asked_for_followed_and_downloaded_without_a_script(reader: Reader) -> None:
    reader.sign_in(Role.MEMBER)
    reader.bus.answers |= {ListExports: Page[Any](items=[]), RequestExport: Created(id=EXPORT)}
    await reader.go(HERE)
    assert (await reader.send(f"{HERE}/export")).headers["location"] == HERE
    under_way = export(state="preparing", progress=40, download=None, expires_at=None)
    reader.bus.answers[ListExports] = Page[Any](items=[under_way])
    await reader.go(HERE)
    assert "En préparation : 40 %" in reader.text
    assert f"{HERE}/export" not in reader.page.text, "one at a time"
    reader.bus.answers[ListExports] = Page[Any](items=[export()])
    await reader.go(HERE)
    assert f'href="/api/v1/me/exports/{EXPORT}/content?portal=agent"' in reader.page.text
    reader.bus.answers[RequestExport] = TooManyExports(retry_after=3600, most=3)
    answer = await reader.send(f"{HERE}/export")
    assert (answer.status_code, "Vous avez demandé 3 copies" in reader.text) == (429, True)


async def test_an_erasure_says_what_goes_and_stays_and_is_confirmed(reader: Reader) -> None:
    reader.sign_in(Role.MEMBER)
    reader.bus.answers[RequestErasure] = erasure()
    await reader.go(HERE)
    assert "article L. 123-22" in reader.text
    answer = await reader.send(f"{HERE}/erasure", reason="Je pars.")
    assert ('href="#f-understood"' in answer.text, "Je pars." in answer.text) == (True, True)
    await reader.send(f"{HERE}/erasure", reason="Je pars.", understood="true")
    assert reader.bus.last(RequestErasure)[0].reason == "Je pars."
    reader.bus.answers[RequestErasure] = ApplicationsAreOpen(count=1)
    await reader.go(HERE)
    answer = await reader.send(f"{HERE}/erasure", reason="Je pars.", understood="true")
    assert (answer.status_code, "Il y en a 1" in reader.text) == (409, True)


async def test_what_stands_in_the_way_is_named_with_a_link_and_no_form(reader: Reader) -> None:
    reader.sign_in(Role.MEMBER)
    open_one = {"id": scenes.REVIEWED, "benefit_name": "Naissance"}
    reader.bus.answers[GetErasure] = erasure(blocking=[open_one])
    await reader.go(HERE)
    assert f'href="/agent/applications/{scenes.REVIEWED}"' in reader.page.text
    assert f'action="{HERE}/erasure"' not in reader.page.text


async def test_a_request_that_waits_can_be_given_up_and_a_refusal_says_why(reader: Reader) -> None:
    reader.sign_in(Role.MEMBER)
    reader.bus.answers |= {GetErasure: erasure(id=ERASURE, state="asked", asked_at=NOW), WithdrawErasure: Done()}
    await reader.go(HERE)
    assert (await reader.send(f"{HERE}/erasure/withdraw")).status_code == 303
    refused = {"state": "refused", "asked_at": NOW, "decided_at": NOW, "decision_reason": "Un paiement est en cours."}
    reader.bus.answers[GetErasure] = erasure(id=ERASURE, **refused)
    await reader.go(HERE)
    assert "Un paiement est en cours." in reader.text
    assert f'action="{HERE}/erasure"' in reader.page.text


async def test_who_read_my_file_shows_role_and_what_for(reader: Reader) -> None:
    reader.sign_in(Role.MEMBER)
    await reader.go("/agent/file/readers")
    assert "Gestionnaire" in reader.text
    assert f'href="/agent/applications/{scenes.APPROVED}"' in reader.page.text


async def test_an_officer_accepts_only_after_a_check_and_refuses_with_a_reason(reader: Reader) -> None:
    reader.sign_in(Role.OFFICER, portal="staff")
    reader.bus.answers |= {AcceptErasure: Done(), RefuseErasure: Done()}
    await reader.go(DESK)
    answer = await reader.send(f"{DESK}/{ERASURE}/accept")
    assert (answer.status_code, reader.bus.count(AcceptErasure)) == (422, 0)
    assert (await reader.send(f"{DESK}/{ERASURE}/accept", checked="true")).headers["location"] == DESK
    await reader.go(DESK)
    await reader.send(f"{DESK}/{ERASURE}/refuse", reason="Un paiement est en cours.")
    assert reader.bus.last(RefuseErasure)[0].reason == "Un paiement est en cours."
    reader.bus.answers[AcceptErasure] = ApplicationsAreOpen(count=2)
    await reader.go(DESK)
    answer = await reader.send(f"{DESK}/{ERASURE}/accept", checked="true")
    assert (answer.status_code, "Il y en a 2" in reader.text) == (409, True)

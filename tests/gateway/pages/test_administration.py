"""What administrators and supervisors do: accounts, members, the audit."""

import re
from uuid import UUID

import pytest

from services.contracts.actor import Role
from services.contracts.identity import (
    CloseStaffAccount,
    DisableMember,
    GetStaffAccount,
    ListAudit,
    MemberAccountView,
    StaffAccountView,
    UpdateStaffAccount,
)
from services.contracts.identity.refusals import EstablishmentRequired, LastAdministrator
from services.contracts.refusals import StaleVersion
from tests.browser import scenes
from tests.browser.examples import example
from tests.gateway.pages.conftest import Reader

pytestmark = pytest.mark.anyio
REVIEW = f"/staff/applications/{scenes.REVIEWED}"


ACCOUNT = f"/staff/accounts/{scenes.COLLEAGUE}"
MEMBER = f"/staff/members/{scenes.MEMBER}"


async def test_an_administrator_changes_roles_and_scope_and_loses_nothing_that_was_ticked(reader: Reader) -> None:
    reader.sign_in(Role.ADMINISTRATOR, portal="staff")
    held = reader.bus.answers[GetStaffAccount]
    assert isinstance(held, StaffAccountView)
    reader.bus.answers[UpdateStaffAccount] = held
    await reader.go(ACCOUNT)
    assert reader.page.text.count(" checked") == 3  # two roles, one establishment
    place, another = str(held.scope.establishments[0]), str(UUID(int=81))
    typed: dict[str, str | list[str]] = {"roles": ["establishment", "finance"], "scope": [place], "another": another}
    typed["regions"] = ["Bretagne"]
    answer = await reader.send(ACCOUNT, **typed)
    assert (answer.status_code, answer.headers["location"]) == (303, ACCOUNT)
    asked, _ = reader.bus.last(UpdateStaffAccount)
    assert asked.roles == [Role.ESTABLISHMENT, Role.FINANCE]
    assert [str(each) for each in asked.scope.establishments] == [place, another]
    assert asked.scope.regions == ["Bretagne"]
    assert asked.expected_version == held.version
    for refusal in (StaleVersion(), LastAdministrator()):
        reader.bus.answers[UpdateStaffAccount] = refusal
        await reader.go(ACCOUNT)
        answer = await reader.send(ACCOUNT, **typed)
        assert answer.status_code == refusal.status
        assert re.search(r'value="finance"\s+checked', answer.text)
        assert re.search(rf'value="{another}"\s+selected', answer.text)


async def test_a_correspondent_is_made_by_naming_an_establishment(reader: Reader) -> None:
    reader.sign_in(Role.ADMINISTRATOR, portal="staff")
    nowhere = example(StaffAccountView, id=scenes.COLLEAGUE, roles=["officer"], scope={"establishments": []})
    refusal = EstablishmentRequired.at("/scope", "A correspondent speaks for an establishment.")
    reader.bus.answers |= {GetStaffAccount: nowhere.model_copy(update={"establishments": []})}
    reader.bus.answers[UpdateStaffAccount] = refusal
    await reader.go(ACCOUNT)
    answer = await reader.send(ACCOUNT, roles=["establishment"], scope="")
    assert (answer.status_code, 'href="#f-scope"' in answer.text, 'id="f-scope"' in answer.text) == (422, True, True)
    reader.bus.answers[UpdateStaffAccount] = nowhere
    await reader.send(ACCOUNT, roles=["establishment"], scope=str(UUID(int=81)))
    assert reader.bus.last(UpdateStaffAccount)[0].scope.establishments == [UUID(int=81)]


async def test_an_account_is_closed_only_after_it_was_asked_again(reader: Reader) -> None:
    reader.sign_in(Role.ADMINISTRATOR, portal="staff")
    reader.bus.answers[CloseStaffAccount] = example(StaffAccountView)
    await reader.go(ACCOUNT)
    assert f'action="{ACCOUNT}/close"' not in reader.page.text
    await reader.go(f"{ACCOUNT}/close")
    assert "ne pourra plus se connecter" in reader.text
    assert (await reader.send(f"{ACCOUNT}/close")).headers["location"] == ACCOUNT
    assert reader.bus.last(CloseStaffAccount)[0].account_id == scenes.COLLEAGUE
    reader.bus.answers[CloseStaffAccount] = LastAdministrator()
    await reader.go(f"{ACCOUNT}/close")
    answer = await reader.send(f"{ACCOUNT}/close")
    assert (answer.status_code, "dernier compte d’administration" in reader.text) == (409, True)
    assert answer.text.count(" checked") == 3, "saved from here, the account keeps what it has"
    assert (await reader.go(f"{ACCOUNT}/promote")).status_code == 404


async def test_ones_own_account_is_changed_by_somebody_else(reader: Reader) -> None:
    reader.sign_in(Role.ADMINISTRATOR, portal="staff", subject=scenes.COLLEAGUE)
    await reader.go(ACCOUNT)
    assert "quelqu’un d’autre de l’administration" in reader.text
    assert f'action="{ACCOUNT}"' not in reader.page.text
    assert f"{ACCOUNT}/close" not in reader.page.text


async def test_a_member_is_found_by_number_and_disabled_for_a_reason(reader: Reader) -> None:
    reader.sign_in(Role.ADMINISTRATOR, portal="staff")
    reader.bus.answers[DisableMember] = example(MemberAccountView)
    await reader.go("/staff/members?cgos_number=99999999")
    assert "Personne n’a ce numéro" in reader.text
    await reader.go("/staff/members?cgos_number=12345674")
    assert f"{MEMBER}/disable" in reader.page.text
    await reader.go(f"{MEMBER}/disable")
    answer = await reader.send(f"{MEMBER}/disable", reason="")
    assert (answer.status_code, 'href="#f-reason"' in answer.text) == (422, True)
    await reader.send(f"{MEMBER}/disable", reason="Téléphone volé.")
    assert reader.page.headers["location"] == "/staff/members?cgos_number=12345674"
    assert reader.bus.last(DisableMember)[0].reason == "Téléphone volé."


async def test_a_supervisor_starts_at_the_audit_and_searches_it(reader: Reader) -> None:
    reader.sign_in(Role.SUPERVISOR, portal="staff")
    assert (await reader.go("/staff")).headers["location"] == "/staff/audit"
    found = await reader.go("/staff/audit?cgos_number=12345674&act=paper_read&actor_id=&from_date=2026-03-01")
    asked, _ = reader.bus.last(ListAudit)
    assert (asked.cgos_number, asked.act, asked.actor_id, str(asked.from_date)) == (
        "12345674",
        "paper_read",
        None,
        "2026-03-01",
    )
    assert "Réponses d’une demande lues" in reader.text
    assert "Personne d’identifié" in reader.text
    assert found.status_code == 200


async def test_a_search_that_makes_no_sense_is_said_and_the_audit_shown(reader: Reader) -> None:
    reader.sign_in(Role.ADMINISTRATOR, portal="staff")
    answer = await reader.go("/staff/audit?actor_id=somebody&act=nonsense")
    assert answer.status_code == 422
    assert "Connexion refusée" in reader.text


async def test_the_audit_is_for_supervisors_and_administrators_alone(reader: Reader) -> None:
    reader.sign_in(Role.OFFICER, Role.CATALOGUE, Role.FINANCE, Role.COMMISSION, portal="staff")
    assert (await reader.go("/staff/audit")).status_code == 403

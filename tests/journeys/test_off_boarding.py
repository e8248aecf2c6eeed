"""Who leaves is out at once, at every door (docs/security.md 21)."""

import httpx

from deploy.demo.client import Client, wait_until
from tests.journeys.belongings import Belongings
from tests.journeys.cast import Cast, Person
from tests.journeys.people import accepted_document, submitted_application


def refused_soon(person: Person) -> httpx.Response:
    """The gateway had remembered who they are: it forgets as soon as it hears that the session ended."""
    return wait_until(lambda: None if (answer := person.send("GET", "/me")).is_success else answer, "a refusal")


def test_a_closed_account_is_out_at_every_door_and_its_claims_are_anybodys(cast: Cast) -> None:
    account_id, officer = cast.signed_in_colleague(["officer"])
    application = submitted_application(cast.agent_a.client, accepted_document(cast.agent_a.client))
    officer.call("POST", f"/staff/applications/{application}/claim")
    token = {"refresh_token": officer.session["refresh_token"]}
    path = f"/staff/accounts/{account_id}"
    seen = cast.administrator.send("GET", path)
    assert seen.headers["ETag"] == f'"{seen.json()["version"]}"'
    closed = cast.administrator.send("POST", f"{path}/close")
    assert (closed.status_code, closed.json()["state"]) == (200, "closed")

    assert refused_soon(officer).status_code == 401
    refresh = cast.visitor.send("POST", "/auth/refresh", token)
    assert (refresh.status_code, refresh.json()["code"]) == (401, "session-ended")
    login = officer.credentials | {"totp": "000000"}
    del login["totp_secret"]
    again = cast.visitor.send("POST", "/auth/login", login | {"portal": "staff"})
    assert (again.status_code, again.json()["code"]) == (401, "bad-credentials")

    def free() -> bool:
        return cast.officer.call("GET", f"/staff/applications/{application}")["claimed_by"] is None

    wait_until(free, "the claim to be released")
    cast.officer.call("POST", f"/staff/applications/{application}/claim")
    timeline = cast.agent_a.call("GET", f"/applications/{application}")["timeline"]
    assert [each["event"] for each in timeline][-3:] == [
        "application_claimed",
        "application_released",
        "application_claimed",
    ]


def test_roles_that_are_taken_back_are_gone_at_once_and_a_lost_update_is_refused(cast: Cast) -> None:
    account_id, colleague = cast.signed_in_colleague(["officer", "finance"])
    path = f"/staff/accounts/{account_id}"
    tag = cast.administrator.send("GET", path).headers["ETag"]
    changed = cast.administrator.send("PATCH", path, {"roles": ["finance"]}, headers={"If-Match": tag})
    assert changed.json()["roles"] == ["finance"]
    lost = cast.administrator.send("PATCH", path, {"roles": ["officer"]}, headers={"If-Match": tag})
    assert (lost.status_code, lost.json()["code"]) == (412, "stale-version")
    assert refused_soon(colleague).status_code == 401


def test_one_person_with_two_roles_neither_crosses_establishments_nor_does_both_steps(cast: Cast) -> None:
    places = [each["id"] for each in cast.visitor.call("GET", "/establishments")["items"]]
    elsewhere = next(each for each in places if each != cast.establishment_id)
    _, both = cast.signed_in_colleague(["establishment", "officer"], elsewhere)
    asked = {
        place: cast.visitor.call("POST", "/number-requests", cast.number_request(establishment_id=place))["id"]
        for place in (elsewhere, cast.establishment_id)
    }
    foreign = both.send("POST", f"/staff/number-requests/{asked[cast.establishment_id]}/assign-number", {})
    unknown = both.send("POST", f"/staff/number-requests/{Belongings(cast).nothing}/assign-number", {})
    assert (foreign.status_code, foreign.json()) == (404, unknown.json())
    own = f"/staff/number-requests/{asked[elsewhere]}"
    both.call("POST", f"{own}/assign-number", {})
    alone = both.send("POST", f"{own}/communicate")
    assert (alone.status_code, alone.json()["code"]) == (409, "second-person-required")
    assert cast.officer.call("POST", f"{own}/communicate")["status"] == "communicated"


def test_a_disabled_member_is_answered_like_a_wrong_password_and_has_everything_again_once_enabled(cast: Cast) -> None:
    member = cast.new_member("disabled")
    member_id = member.call("GET", "/me")["id"]
    number = member.credentials["cgos_number"]
    wrong = cast.visitor.send("POST", "/auth/login", member.credentials | {"password": "ce-n-est-pas-le-bon-2026"})
    path = f"/staff/members/{member_id}"
    cast.administrator.call("POST", f"{path}/disable", {"reason": "Téléphone et mot de passe volés."})
    assert refused_soon(member).status_code == 401
    refused = cast.visitor.send("POST", "/auth/login", member.credentials)
    assert (refused.status_code, refused.json()) == (wrong.status_code, wrong.json())
    assert cast.visitor.send("POST", "/auth/forgotten-password", {"cgos_number": number}).status_code == 202
    found = cast.administrator.call("GET", "/staff/members", params={"cgos_number": number})["items"]
    assert [(each["id"], each["state"]) for each in found] == [(member_id, "disabled")]
    cast.administrator.call("POST", f"{path}/enable")
    back = Client(cast.stack.gateway)
    back.log_in(member.credentials, "agent")
    assert back.call("GET", "/me")["id"] == member_id

"""Who may open which page: visitors, the other portal, other roles. A page that the table does not know fails."""

from dataclasses import dataclass

import httpx
import pytest

from tests.house.pages import ADDRESSES
from tests.journeys.access_table import STAFF
from tests.journeys.belongings import Belongings
from tests.journeys.cast import Cast
from tests.journeys.people import BENEFIT, SLOT

PUBLIC = {
    "live", "ready", "welcome", "number_request", "number_requested", "accessibility", "help_and_contact",
    "legal_notice", "personal_data", "site_map", "robots", "sign_in",
    "first_login", "first_login_sent", "forgotten_password", "forgotten_password_sent",
    "forgotten_number", "forgotten_number_sent", "keep_page", "second_factor_kept", "reset_page",
    "verify_page", "verify_letter", "which_password", "styleguide", "offline_page", "service_worker",
}  # fmt: skip
BY_TOKEN = {"metrics"}
UNFINISHED = {"set_password", "totp"}
"""Steps of signing in: open to whoever is signed in."""


@dataclass(frozen=True)
class Page:
    """`of`: which of agent A's belongings the address names."""

    of: str = ""


MEMBERS_PAGES = {
    "home": Page(),
    "benefits": Page(),
    "benefit": Page(),
    "applications": Page(),
    "application": Page("application"),
    "withdraw_page": Page("application"),
    "correct_page": Page("application"),
    "appeal_page": Page("decided"),
    "check_answers": Page("draft"),
    "slot_page": Page("draft"),
    "answers_page": Page("draft"),
    "documents": Page(),
    "remove_page": Page("document"),
    "threads": Page(),
    "new_thread": Page(),
    "thread": Page("thread"),
    "offers": Page(),
    "offer": Page(),
    "notifications": Page(),
    "member_file": Page(),
    "corrections": Page(),
    "establishment": Page(),
    "household_page": Page(),
    "rights_page": Page(),
    "rights_result": Page(),
    "rights_check": Page(),
    "email_link": Page(),
    "my_data": Page(),
    "deadlines_calendar": Page(),
    "file_acts": Page(),
    "recovery_codes": Page(),
}
STAFF_PAGES = {
    "staff_home": STAFF,
    "staff_security": STAFF,
    "queue": {"officer"},
    "review": {"officer"},
    "claims": {"supervisor", "administrator"},
    "papers": {"officer"},
    "staff_threads": {"officer"},
    "staff_thread": {"officer"},
    "thread_papers": {"officer"},
    "openings": {"officer"},
    "opening": {"officer"},
    "opening_papers": {"officer"},
    "number_requests": {"officer", "correspondent", "other_correspondent"},
    "appeals": {"officer"},
    "decision_corrections": {"officer", "supervisor"},
    "erasures": {"officer"},
    "departures": {"correspondent", "other_correspondent"},
    "survivors": {"officer"},
    "asked_corrections": {"officer"},
    "asked_correction": {"officer"},
    "letters": {"officer"},
    "letters_to_print": {"officer"},
    "staff_accounts": {"administrator"},
    "staff_account": {"administrator"},
    "account_act": {"administrator"},
    "members": {"administrator", "officer"},
    "factor_reset_page": {"administrator", "officer"},
    "member_act": {"administrator"},
    "audit": {"supervisor", "administrator"},
}


def test_the_tables_know_every_page() -> None:
    known = PUBLIC | BY_TOKEN | UNFINISHED | MEMBERS_PAGES.keys() | STAFF_PAGES.keys()
    assert ADDRESSES.keys() == known, "each page is in one of the tables"


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_a_public_page_asks_for_no_session(name: str, belongings: Belongings) -> None:
    code = belongings.letter if "{letter_code}" in ADDRESSES[name] else ""
    answer = opened(belongings.cast, "visitor", "agent", ADDRESSES[name].format(portal="agent", letter_code=code))
    assert answer.status_code not in {401, 403, 404}
    assert answer.status_code < 500


@pytest.mark.parametrize("name", sorted(BY_TOKEN))
def test_what_asks_for_a_token_of_its_own_opens_with_no_session(name: str, cast: Cast) -> None:
    answers = {opened(cast, person, "staff", ADDRESSES[name]).status_code for person in ("visitor", "administrator")}
    assert answers == {401}


@pytest.mark.parametrize("name", MEMBERS_PAGES)
def test_a_members_page_opens_in_their_portal_alone(name: str, belongings: Belongings) -> None:
    cast, of = belongings.cast, MEMBERS_PAGES[name].of
    thing = belongings.named(of) if of else ""
    address, elsewhere = (address_of(belongings, name, thing, portal) for portal in ("agent", "medical"))
    assert opened(cast, "visitor", "agent", address).status_code == 401
    assert opened(cast, "officer", "agent", address).status_code == 401  # with the staff's session in a member's cookie
    assert opened(cast, "restricted", "agent", address).status_code == 303  # to where the password is set
    assert opened(cast, "agent_a", "medical", elsewhere).status_code == 401
    assert opened(cast, "agent_a", "agent", elsewhere).status_code == 401
    assert opened(cast, "agent_a", "agent", address).status_code == 200
    if of:
        theirs = opened(cast, "agent_b", "agent", address)
        unknown = opened(cast, "agent_b", "agent", address_of(belongings, name, belongings.nothing, "agent"))
        assert (theirs.status_code, unknown.status_code) == (404, 404)


@pytest.mark.parametrize("name", STAFF_PAGES)
def test_a_page_of_the_staff_opens_for_its_roles_alone(name: str, belongings: Belongings) -> None:
    cast, allowed = belongings.cast, STAFF_PAGES[name]
    address = address_of(belongings, name, belongings.application, "staff")
    assert opened(cast, "visitor", "staff", address).status_code == 401
    assert opened(cast, "agent_a", "staff", address).status_code == 401
    assert opened(cast, "unfinished", "staff", address).status_code == 303  # to where the second factor is enrolled
    answers = {role: opened(cast, role, "staff", address).status_code for role in STAFF}
    assert {role for role, status in answers.items() if status in {200, 303}} == allowed
    assert {status for role, status in answers.items() if role not in allowed} <= {403}


@pytest.mark.parametrize("name", sorted(UNFINISHED))
def test_a_step_of_signing_in_asks_for_a_session_of_that_portal(name: str, cast: Cast) -> None:
    assert opened(cast, "visitor", "agent", ADDRESSES[name].format(portal="agent")).status_code == 401
    assert opened(cast, "agent_a", "medical", ADDRESSES[name].format(portal="medical")).status_code == 401


def test_a_session_that_a_temporary_password_opened_sets_the_password_and_enrols_nothing(cast: Cast) -> None:
    assert opened(cast, "restricted", "agent", "/agent/set-password").status_code == 200
    assert opened(cast, "restricted", "agent", "/agent/totp").status_code == 303  # to where the password is set


def address_of(belongings: Belongings, name: str, thing: str, portal: str) -> str:
    named = {"application_id": thing, "document_id": thing, "offer_id": belongings.offer, "act": "end-sessions"}
    if "thread_id" in ADDRESSES[name]:
        named["thread_id"] = belongings.thread if portal == "staff" else thing
    if "account_id" in ADDRESSES[name]:
        named["account_id"] = belongings.colleague
    if "correction_id" in ADDRESSES[name]:
        named["correction_id"] = belongings.correction
    if "rights_id" in ADDRESSES[name]:
        named["rights_id"] = belongings.rights
    if "member_id" in ADDRESSES[name]:
        named["member_id"] = belongings.departed
    return ADDRESSES[name].format(portal=portal, code=BENEFIT, slot=SLOT, **named)


def opened(cast: Cast, caller: str, portal: str, address: str) -> httpx.Response:
    """With the caller's session in the cookie of this portal."""
    authorization = cast.named(caller).headers.get("Authorization", "")
    headers = {"Accept": "text/html"}
    if authorization:
        headers["Cookie"] = f"__Host-{portal}={authorization.removeprefix('Bearer ')}"
    return httpx.get(f"{cast.stack.gateway}{address}", headers=headers, timeout=20, trust_env=False)

"""Who may call which route of the API, and to whom agent A's objects do not exist.

A row's callers are answered neither 401, 403, 404 nor 5xx. Those who have the role and not the object, under `hidden`,
get the 404 that an unknown object gets. Everybody else: 403, without a session 401.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from tests.journeys.belongings import DECLARED, Belongings
from tests.journeys.people import ANSWERS, BENEFIT, SLOT

MEMBERS = frozenset({"agent_a", "agent_b", "medical"})
STAFF = frozenset(
    {
        "officer",
        "correspondent",
        "other_correspondent",
        "administrator",
        "finance",
        "catalogue",
        "commission",
        "supervisor",
    }
)
EVERYBODY = MEMBERS | STAFF | {"visitor", "restricted", "unfinished"}
SIGNED_IN = MEMBERS | STAFF
A = frozenset({"agent_a"})
AGENTS = frozenset({"agent_a", "agent_b"})
OTHER_MEMBERS = MEMBERS - A
OFFICER = frozenset({"officer"})
CORRESPONDENTS = frozenset({"correspondent", "other_correspondent"})
EDITOR = frozenset({"catalogue"})
ADMINISTRATOR = frozenset({"administrator"})

Body = Any | Callable[[Belongings, str], Any]


@dataclass(frozen=True)
class Row:
    callers: frozenset[str]
    of: str = ""
    """Which of agent A's belongings the address names."""
    hidden: frozenset[str] = frozenset()
    body: Body = None
    """What is sent; or how to make it for this caller."""
    more: tuple[tuple[str, str], ...] = ()
    """Other parameters of the address."""


def _login(of: Belongings, _caller: str) -> Any:
    return of.cast.agent_b.credentials


def _refresh(of: Belongings, _caller: str) -> Any:
    session = of.cast.visitor.call("POST", "/auth/login", of.cast.agent_b.credentials)
    return {"refresh_token": session["refresh_token"]}


def _new_address(_of: Belongings, caller: str) -> Any:
    return {"email": f"{caller.replace('_', '-')}-{uuid4().hex[:12]}@agentspace.example"}


def _attachment(of: Belongings, _caller: str) -> Any:
    return {"document_id": of.document}


def _number_request(of: Belongings, _caller: str) -> Any:
    return of.cast.number_request()


MESSAGE = {"body": "Bonjour.", "document_ids": []}
PASSWORDS = {"current_password": "ce-n-est-pas-le-bon-2026", "new_password": "un-autre-mot-de-passe-2026"}
NOBODY = {"cgos_number": "99999999"}
TEXT = {"fr": "Essai", "en": "Trial"}
SCALE = {"version": "essai-1", "kind": "flat", "amount": "50.00", "in_force_from": "2026-01-01"}
FORM = {
    "type": "object",
    "properties": {"note": {"type": "string", "title": "Note", "maxLength": 100}},
    "examples": [{"note": "Bonjour"}],
}
PUBLISHED_HERE = "of-the-access-matrix"
CAMPAIGN = {
    "code": PUBLISHED_HERE,
    "name": TEXT,
    "description": TEXT,
    "portals": ["medical"],
    "opens_on": "2020-01-01",
    "closes_on": "2020-01-31",
}


def _benefit(_of: Belongings, _caller: str) -> Any:
    return {
        "code": PUBLISHED_HERE,
        "portal": "medical",
        "name": TEXT,
        "summary": TEXT,
        "category": "family",
        "form": FORM,
        "required_documents": [],
        "opens_on": "2020-01-01",
        "closes_on": "2020-12-31",
        "scale": SCALE | {"in_force_from": "2020-01-01"},
    }


def _scale(of: Belongings, caller: str) -> Any:
    """Of a benefit that is there."""
    of.cast.catalogue.call("POST", "/staff/benefits", _benefit(of, caller))
    return SCALE


def _offer(_of: Belongings, _caller: str) -> Any:
    offer = {"code": PUBLISHED_HERE, "title": TEXT, "description": TEXT, "category": "leisure"}
    return offer | {"portals": ["medical"], "starts_on": "2020-01-01", "ends_on": "2020-01-02"}


def _establishment(_of: Belongings, _caller: str) -> Any:
    name = f"EHPAD {uuid4().hex[:8]}"
    return {"name": name, "kind": "ehpad", "city": "Valmont", "postal_code": "44900", "region": "Bretagne"}


def _account(_of: Belongings, caller: str) -> Any:
    address = _new_address(_of, caller)
    return address | {"family_name": "Essai", "given_name": "Dominique", "roles": ["finance"]}


TABLE: dict[str, Row] = {
    # Anybody
    "list_portals": Row(EVERYBODY),
    "list_establishments": Row(EVERYBODY),
    "request_number": Row(EVERYBODY, body=_number_request),
    "request_first_login": Row(EVERYBODY, body=NOBODY),
    "log_in": Row(EVERYBODY, body=_login),
    "refresh_session": Row(EVERYBODY, body=_refresh),
    "request_password_reset": Row(EVERYBODY, body=NOBODY),
    "reset_password": Row(EVERYBODY, body={"token": "x" * 43, "new_password": PASSWORDS["new_password"]}),
    # Whoever is signed in. A session that a temporary password opened sets the password, and can be ended; one that
    # lacks the second factor also enrols it.
    "change_password": Row(SIGNED_IN | {"restricted", "unfinished"}, body=PASSWORDS),
    "enrol_totp": Row(SIGNED_IN | {"unfinished"}),
    "confirm_totp": Row(SIGNED_IN | {"unfinished"}, body={"code": "000000"}),
    "list_sessions": Row(SIGNED_IN),
    "revoke_session": Row(A, of="session", hidden=SIGNED_IN - A),
    "get_me": Row(SIGNED_IN),
    "update_me": Row(SIGNED_IN, body={"language": "fr"}),
    # The member's own file
    "change_email": Row(MEMBERS, body=_new_address),
    "confirm_email": Row(MEMBERS, body={"token": "x" * 43}),
    "get_household": Row(MEMBERS),
    "put_household": Row(MEMBERS, body={"family_situation": "single", "parts": "1", "children": []}),
    "list_rights": Row(MEMBERS),
    "open_rights": Row(MEMBERS, body={"year": 2026, "reference_tax_income": "20000.00"}),
    "list_accesses": Row(MEMBERS),
    # Benefits and applications
    "list_benefits": Row(MEMBERS | OFFICER | EDITOR),
    "get_benefit": Row(AGENTS | OFFICER | EDITOR, hidden=frozenset({"medical"}), more=(("code", BENEFIT),)),
    "estimate_benefit": Row(
        AGENTS, hidden=frozenset({"medical"}), more=(("code", BENEFIT),), body={"answers": ANSWERS}
    ),
    "start_application": Row(AGENTS, hidden=frozenset({"medical"}), body={"benefit_code": BENEFIT}),
    "list_applications": Row(MEMBERS),
    "get_application": Row(A, of="application", hidden=OTHER_MEMBERS),
    "get_application_form": Row(A | OFFICER, of="application", hidden=OTHER_MEMBERS),
    "save_answers": Row(A, of="draft", hidden=OTHER_MEMBERS, body={"answers": ANSWERS}),
    "attach_document": Row(A, of="draft", hidden=OTHER_MEMBERS, more=(("slot", SLOT),), body=_attachment),
    "detach_document": Row(A, of="draft", hidden=OTHER_MEMBERS, more=(("slot", SLOT),)),
    "submit_application": Row(A, of="draft", hidden=OTHER_MEMBERS),
    "withdraw_application": Row(A, of="draft", hidden=OTHER_MEMBERS),
    "list_messages": Row(A | OFFICER, of="application", hidden=OTHER_MEMBERS),
    "post_message": Row(A | OFFICER, of="application", hidden=OTHER_MEMBERS, body=MESSAGE),
    "mark_messages_read": Row(A | OFFICER, of="application", hidden=OTHER_MEMBERS),
    # Documents
    "create_document": Row(MEMBERS, body=DECLARED),
    "list_documents": Row(MEMBERS),
    "get_document": Row(A | OFFICER, of="document", hidden=OTHER_MEMBERS),
    "open_document": Row(A | OFFICER, of="document", hidden=OTHER_MEMBERS),
    "upload_content": Row(A, of="awaiting_upload", hidden=OTHER_MEMBERS, body=b"x" * 64),
    "complete_upload": Row(A, of="uploaded", hidden=OTHER_MEMBERS),
    "remove_document": Row(A, of="awaiting_upload", hidden=OTHER_MEMBERS),
    # Offers
    "list_campaigns": Row(MEMBERS),
    "list_offers": Row(MEMBERS),
    "get_offer": Row(AGENTS, of="offer", hidden=frozenset({"medical"})),
    # Notifications
    "list_notifications": Row(SIGNED_IN),
    "count_unread": Row(SIGNED_IN),
    "mark_notification_read": Row(A, of="notification", hidden=SIGNED_IN - A),
    "get_preferences": Row(SIGNED_IN),
    "put_preferences": Row(SIGNED_IN, body={"email": {"offers": True}}),
    "stream_notifications": Row(SIGNED_IN),
    # Staff
    "list_number_requests": Row(CORRESPONDENTS | OFFICER),
    "assign_number": Row(frozenset({"correspondent"}), of="asked", hidden=frozenset({"other_correspondent"}), body={}),
    "communicate_number": Row(OFFICER, of="assigned"),
    "reject_number_request": Row(
        frozenset({"correspondent", "officer"}),
        of="asked",
        hidden=frozenset({"other_correspondent"}),
        body={"reason": "Cette personne ne travaille pas ici."},
    ),
    "list_queue": Row(OFFICER),
    "get_review": Row(OFFICER, of="application"),
    "list_messages_as_officer": Row(OFFICER, of="application"),
    "post_message_as_officer": Row(OFFICER, of="application", body=MESSAGE),
    "claim_application": Row(OFFICER, of="application"),
    "request_items": Row(OFFICER, of="application", body={"items": [SLOT], "message": "Illisible."}),
    "decide_application": Row(OFFICER, of="application", body={"outcome": "rejected", "reason": "Hors délai."}),
    "publish_benefit": Row(EDITOR, body=_benefit),
    "publish_scale": Row(EDITOR, more=(("code", PUBLISHED_HERE),), body=_scale),
    "publish_campaign": Row(EDITOR, body=CAMPAIGN),
    "publish_offer": Row(EDITOR, body=_offer),
    "register_establishment": Row(ADMINISTRATOR, body=_establishment),
    "create_staff_account": Row(ADMINISTRATOR, body=_account),
    "list_staff_accounts": Row(ADMINISTRATOR),
}
"""By the operation's name. `log_out` ends the session it is called with: it has a test of its own."""

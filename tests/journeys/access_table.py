"""Who may call which route of the API, and to whom agent A's objects do not exist.

A row's callers are answered neither 401, 403, 404 nor 5xx. Those who have the role and not the object, under `hidden`,
get the 404 that an unknown object gets. Everybody else: 403, without a session 401.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tests.journeys import access_bodies as bodies
from tests.journeys.access_bodies import MEMBERS
from tests.journeys.belongings import DECLARED, Belongings
from tests.journeys.people import ANSWERS, BENEFIT, SLOT

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
SURVIVOR = frozenset({"survivor"})
EVERYBODY = MEMBERS | SURVIVOR | STAFF | {"visitor", "restricted", "unfinished"}
SIGNED_IN = MEMBERS | STAFF
WITH_SURVIVOR = SIGNED_IN | SURVIVOR
APPLICANTS = MEMBERS | SURVIVOR
A = frozenset({"agent_a"})
AGENTS = frozenset({"agent_a", "agent_b"})
OTHER_MEMBERS = MEMBERS - A
OTHER_APPLICANTS = APPLICANTS - A
OFFICER = frozenset({"officer"})
SUPERVISOR = frozenset({"supervisor"})
DECIDERS = OFFICER | SUPERVISOR
CORRESPONDENTS = frozenset({"correspondent", "other_correspondent"})
EDITOR = frozenset({"catalogue"})
ADMINISTRATOR = frozenset({"administrator"})
LEADS = ADMINISTRATOR | {"supervisor"}
NOBODYS = str(UUID(int=0))

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


MESSAGE = {"body": "Bonjour.", "document_ids": []}
PASSWORDS = {"current_password": "ce-n-est-pas-le-bon-2026", "new_password": "un-autre-mot-de-passe-2026"}
NOBODY = {"cgos_number": "99999999"}
CAMPAIGN = {
    "code": bodies.PUBLISHED_HERE,
    "name": bodies.TEXT,
    "description": bodies.TEXT,
    "portals": ["medical"],
    "opens_on": "2020-01-01",
    "closes_on": "2020-01-31",
}


TABLE: dict[str, Row] = {
    # Anybody
    "list_portals": Row(EVERYBODY),
    "list_establishments": Row(EVERYBODY),
    "request_number": Row(EVERYBODY, body=bodies.number_request),
    "request_first_login": Row(EVERYBODY, body=NOBODY),
    "log_in": Row(EVERYBODY, body=bodies.login),
    "refresh_session": Row(EVERYBODY, body=bodies.refresh),
    "request_password_reset": Row(EVERYBODY, body=NOBODY),
    "request_number_reminder": Row(EVERYBODY, body=bodies.somebody),
    "reset_password": Row(EVERYBODY, body={"token": "x" * 43, "new_password": PASSWORDS["new_password"]}),
    # Whoever is signed in. A session that a temporary password opened sets the password, and can be ended; one that
    # lacks the second factor also enrols it.
    "change_password": Row(WITH_SURVIVOR | {"restricted", "unfinished"}, body=PASSWORDS),
    "enrol_totp": Row(SIGNED_IN | {"unfinished"}, body=bodies.own_password),
    "confirm_totp": Row(SIGNED_IN | {"unfinished"}, body={"code": "000000"}),
    "make_recovery_codes": Row(SIGNED_IN, body={}),
    "keep_second_factor": Row(EVERYBODY, body={"token": "x" * 43}),
    "list_sessions": Row(WITH_SURVIVOR),
    "revoke_session": Row(A, of="session", hidden=WITH_SURVIVOR - A),
    "get_me": Row(WITH_SURVIVOR),
    "update_me": Row(SIGNED_IN, body={"language": "fr"}),
    # The member's own file
    "change_email": Row(MEMBERS, body=bodies.new_address_of_mine),
    "change_second_email": Row(MEMBERS, body=bodies.new_address_of_mine),
    "remove_second_email": Row(MEMBERS),
    "confirm_email": Row(MEMBERS, body={"token": "x" * 43}),
    "get_household": Row(MEMBERS),
    "put_household": Row(MEMBERS, body={"family_situation": "single", "parts": "1", "children": []}),
    "request_correction": Row(MEMBERS, body=bodies.correction),
    "list_corrections": Row(MEMBERS),
    "preview_establishment_change": Row(MEMBERS),
    "change_establishment": Row(MEMBERS, body=bodies.another_establishment),
    "list_establishment_changes": Row(MEMBERS),
    "list_rights": Row(MEMBERS),
    "open_rights": Row(MEMBERS, body=bodies.rights),
    "read_notice_for_rights": Row(MEMBERS),
    "list_rights_changes": Row(A, of="rights", hidden=OTHER_MEMBERS),
    "list_accesses": Row(MEMBERS),
    "list_readings": Row(MEMBERS),
    "list_thread_readings": Row(MEMBERS),
    "list_file_acts": Row(MEMBERS),
    "request_export": Row(APPLICANTS),
    "list_exports": Row(APPLICANTS),
    "get_export": Row(A, of="export", hidden=OTHER_MEMBERS | SURVIVOR),
    "open_export": Row(A, of="export", hidden=OTHER_MEMBERS | SURVIVOR),
    "get_erasure": Row(MEMBERS),
    "request_erasure": Row(MEMBERS, body={"reason": "Je quitte la fonction publique."}),
    "withdraw_erasure": Row(MEMBERS),
    # Benefits and applications
    "list_benefits": Row(APPLICANTS | OFFICER | EDITOR),
    "get_benefit": Row(AGENTS | OFFICER | EDITOR, hidden=frozenset({"medical", "survivor"}), more=(("code", BENEFIT),)),
    "estimate_benefit": Row(
        AGENTS, hidden=frozenset({"medical"}), more=(("code", BENEFIT),), body={"answers": ANSWERS}
    ),
    "get_radar": Row(MEMBERS),
    "get_deadlines": Row(EVERYBODY),
    "get_deadlines_token": Row(MEMBERS),
    "make_deadlines_token": Row(MEMBERS),
    "revoke_deadlines_token": Row(MEMBERS),
    "start_application": Row(AGENTS, hidden=frozenset({"medical", "survivor"}), body={"benefit_code": BENEFIT}),
    "list_applications": Row(APPLICANTS),
    "get_application": Row(A, of="application", hidden=OTHER_APPLICANTS),
    "get_application_form": Row(A | OFFICER, of="application", hidden=OTHER_APPLICANTS),
    "save_answers": Row(A, of="draft", hidden=OTHER_APPLICANTS, body={"answers": ANSWERS}),
    "attach_document": Row(A, of="draft", hidden=OTHER_APPLICANTS, more=(("slot", SLOT),), body=bodies.attachment),
    "detach_document": Row(A, of="draft", hidden=OTHER_APPLICANTS, more=(("slot", SLOT),)),
    "submit_application": Row(A, of="draft", hidden=OTHER_APPLICANTS),
    "withdraw_application": Row(A, of="draft", hidden=OTHER_APPLICANTS),
    "list_amendments": Row(A | OFFICER, of="application", hidden=OTHER_APPLICANTS),
    "amend_application": Row(
        A, of="application", hidden=OTHER_APPLICANTS, body={"answers": {}, "message": "Rien ne change."}
    ),
    "get_decision_letter": Row(A | OFFICER, of="decided", hidden=OTHER_APPLICANTS),
    "get_decision_letter_as_officer": Row(OFFICER, of="decided"),
    "verify_letter": Row(EVERYBODY, of="letter"),
    "lodge_appeal": Row(A, of="decided", hidden=OTHER_APPLICANTS, body={"grounds": "Voyez mes pièces."}),
    "list_appeals": Row(OFFICER),
    "claim_appeal": Row(OFFICER, of="decided"),
    "release_appeal": Row(OFFICER, of="decided"),
    "decide_appeal": Row(OFFICER, of="decided", body={"outcome": "dismissed", "reason": "Rien de nouveau."}),
    "correct_decision": Row(DECIDERS, of="decided", body={"outcome": "approved", "reason": "Une erreur."}),
    "list_decision_corrections": Row(DECIDERS),
    "confirm_decision_correction": Row(SUPERVISOR, of="decision_correction"),
    "refuse_decision_correction": Row(SUPERVISOR, of="decision_correction", hidden=OFFICER),
    "list_messages": Row(A | OFFICER, of="application", hidden=OTHER_APPLICANTS),
    "post_message": Row(A | OFFICER, of="application", hidden=OTHER_APPLICANTS, body=MESSAGE),
    "mark_messages_read": Row(A | OFFICER, of="application", hidden=OTHER_APPLICANTS),
    "list_threads": Row(MEMBERS),
    "start_thread": Row(MEMBERS, body=MESSAGE),
    "list_thread_messages": Row(A | OFFICER, of="thread", hidden=OTHER_MEMBERS),
    "post_thread_message": Row(A | OFFICER, of="thread", hidden=OTHER_MEMBERS, body=MESSAGE),
    "mark_thread_read": Row(A | OFFICER, of="thread", hidden=OTHER_MEMBERS),
    # Documents
    "create_document": Row(APPLICANTS, body=DECLARED),
    "list_documents": Row(APPLICANTS),
    "get_document": Row(A | OFFICER, of="document", hidden=OTHER_APPLICANTS),
    "open_document": Row(A | OFFICER, of="document", hidden=OTHER_APPLICANTS),
    "preview_document": Row(OFFICER, of="document"),
    "upload_content": Row(A, of="awaiting_upload", hidden=OTHER_APPLICANTS, body=b"x" * 64),
    "complete_upload": Row(A, of="uploaded", hidden=OTHER_APPLICANTS),
    "remove_document": Row(A, of="awaiting_upload", hidden=OTHER_APPLICANTS),
    # Offers
    "list_campaigns": Row(MEMBERS),
    "list_offers": Row(MEMBERS),
    "get_offer": Row(AGENTS, of="offer", hidden=frozenset({"medical"})),
    # Notifications
    "list_notifications": Row(WITH_SURVIVOR),
    "count_unread": Row(WITH_SURVIVOR),
    "mark_notification_read": Row(A, of="notification", hidden=WITH_SURVIVOR - A),
    "mark_notifications_read": Row(A, hidden=WITH_SURVIVOR - A, body=bodies.newest_notification),
    # Only what they were told themselves is marked, so that everybody gets the same answer.
    "mark_application_notifications_read": Row(WITH_SURVIVOR, more=(("application_id", str(UUID(int=0))),)),
    "get_preferences": Row(SIGNED_IN),
    "put_preferences": Row(SIGNED_IN, body={"email": {"offers": True}}),
    "stream_notifications": Row(WITH_SURVIVOR),
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
    "get_staff_waiting": Row(CORRESPONDENTS | OFFICER),
    "list_erasures": Row(OFFICER),
    "accept_erasure": Row(OFFICER, of="erasure"),
    "refuse_erasure": Row(OFFICER, of="erasure", body={"reason": "Une aide est en cours de versement."}),
    "list_asked_corrections": Row(OFFICER),
    "get_asked_correction": Row(OFFICER, of="correction"),
    "accept_correction": Row(OFFICER, of="correction"),
    "refuse_correction": Row(OFFICER, of="correction", body={"reason": "Le justificatif est illisible."}),
    "declare_departure": Row(CORRESPONDENTS, body=bodies.departure),
    "list_departures": Row(CORRESPONDENTS),
    "withdraw_departure": Row(frozenset({"correspondent"}), of="departure", hidden=frozenset({"other_correspondent"})),
    "assign_for_establishment": Row(OFFICER, of="asked", body={}),
    "correct_number_request": Row(OFFICER, of="asked", body={"given_name": "Camille"}),
    "resend_number": Row(OFFICER, of="asked"),
    "mark_letter_posted": Row(OFFICER, of="asked"),
    "list_due_letters": Row(OFFICER),
    "merge_number_request": Row(
        frozenset({"correspondent", "officer"}),
        of="asked",
        hidden=frozenset({"other_correspondent"}),
        body={"member_id": str(UUID(int=0))},
    ),
    "list_queue": Row(OFFICER),
    "get_review": Row(OFFICER, of="application"),
    "list_messages_as_officer": Row(OFFICER, of="application"),
    "post_message_as_officer": Row(OFFICER, of="application", body=MESSAGE),
    "settle_messages": Row(OFFICER, of="application"),
    "list_staff_threads": Row(OFFICER),
    "list_thread_messages_as_officer": Row(OFFICER, of="thread"),
    "post_thread_message_as_officer": Row(OFFICER, of="thread", body=MESSAGE),
    "settle_thread": Row(OFFICER, of="thread"),
    "claim_application": Row(OFFICER, of="application"),
    "claim_next_application": Row(OFFICER),
    "release_application": Row(OFFICER, of="application"),
    "list_officers": Row(OFFICER | LEADS),
    "count_claims": Row(LEADS),
    "list_claims": Row(LEADS, more=(("officer_id", NOBODYS),)),
    "declare_absence": Row(LEADS, more=(("officer_id", NOBODYS),)),
    "reassign_application": Row(OFFICER | LEADS, of="handed_over", body=bodies.to_a_colleague),
    "cancel_request": Row(OFFICER, of="application", body={"items": [SLOT]}),
    "announce_closing": Row(OFFICER, of="application", body={"reason": "Sans réponse."}),
    "keep_open": Row(OFFICER, of="application"),
    "list_amendments_as_officer": Row(OFFICER, of="application"),
    "settle_amendment": Row(
        OFFICER, of="application", more=(("amendment_id", NOBODYS),), body={"accept": [], "reason": "Trop tard."}
    ),
    "request_items": Row(OFFICER, of="application", body={"items": [SLOT], "message": "Illisible."}),
    "decide_application": Row(OFFICER, of="application", body={"outcome": "rejected", "reason": "Hors délai."}),
    "take_over_rights": Row(OFFICER, of="application", body={"revision": 1}),
    "override_rule": Row(OFFICER, of="application", body={"rule": "ahead", "reason": "Dossier transmis en retard."}),
    "list_openings": Row(OFFICER),
    "get_opening": Row(OFFICER, of="rights"),
    "list_opening_changes": Row(OFFICER, of="rights"),
    "confirm_rights": Row(OFFICER, of="rights", body={"reference_tax_income": "20000.00", "parts": "1"}),
    "refuse_rights": Row(OFFICER, of="rights", body={"reason": "Illisible."}),
    "give_survivor_access": Row(OFFICER, body=bodies.survivor_of_nobody),
    "list_survivors": Row(OFFICER),
    "end_survivor_access": Row(OFFICER, of="survivor"),
    "publish_benefit": Row(EDITOR, body=bodies.benefit),
    "publish_scale": Row(EDITOR, more=(("code", bodies.PUBLISHED_HERE),), body=bodies.scale),
    "publish_campaign": Row(EDITOR, body=CAMPAIGN),
    "publish_offer": Row(EDITOR, body=bodies.offer),
    "register_establishment": Row(ADMINISTRATOR, body=bodies.establishment),
    "create_staff_account": Row(ADMINISTRATOR, body=bodies.account),
    "list_staff_accounts": Row(ADMINISTRATOR),
    "list_regions": Row(ADMINISTRATOR),
    "get_staff_account": Row(ADMINISTRATOR, of="colleague"),
    "update_staff_account": Row(ADMINISTRATOR, of="colleague", body={"roles": ["finance"]}),
    "close_staff_account": Row(ADMINISTRATOR, of="colleague"),
    "reopen_staff_account": Row(ADMINISTRATOR, of="colleague"),
    "reset_staff_second_factor": Row(ADMINISTRATOR, of="colleague"),
    "end_staff_sessions": Row(ADMINISTRATOR, of="colleague"),
    "list_members": Row(ADMINISTRATOR | OFFICER),
    "get_member": Row(ADMINISTRATOR | OFFICER, of="departed"),
    "disable_member": Row(ADMINISTRATOR, of="departed", body={"reason": "Essai."}),
    "enable_member": Row(ADMINISTRATOR, of="departed"),
    "reset_member_second_factor": Row(ADMINISTRATOR | OFFICER, of="departed"),
    "end_member_sessions": Row(ADMINISTRATOR, of="departed"),
    "list_audit": Row(ADMINISTRATOR | {"supervisor"}),
}
"""By the operation's name. `log_out` ends the session it is called with: it has a test of its own."""

"""What a survivor may do: these, and nothing that is added without being named."""

from services.contracts.actor import Actor, Role
from tests.architecture.promises import requests

SURVIVOR = Actor(subject="survivor", portal="agent", roles=frozenset({Role.SURVIVOR}))
FOR_THE_AID = {
    "amend_application",
    "attach_document",
    "complete_upload",
    "create_document",
    "detach_document",
    "get_application",
    "get_application_form",
    "get_benefit",
    "get_decision_letter",
    "get_document",
    "get_upload_target",
    "list_amendments",
    "list_applications",
    "list_benefits",
    "list_documents",
    "list_messages",
    "lodge_appeal",
    "mark_messages_read",
    "open_document",
    "post_message",
    "remove_document",
    "save_answers",
    "start_application",
    "submit_application",
    "withdraw_application",
}
FOR_THEIR_ACCESS = {"change_password", "get_me", "list_sessions", "log_out", "revoke_session"}
OF_THEIR_DATA = {"get_export", "list_exports", "open_export", "request_export"}
OF_THEIR_NOTIFICATIONS = {
    "count_unread",
    "list_notifications",
    "mark_application_notifications_read",
    "mark_notification_read",
    "mark_notifications_read",
}


def test_a_survivor_may_do_what_the_aid_needs_and_nothing_else() -> None:
    named = {each.method() for each in requests() if Role.SURVIVOR in each.callers}
    assert named == FOR_THE_AID | FOR_THEIR_ACCESS | OF_THEIR_DATA | OF_THEIR_NOTIFICATIONS
    others = [each for each in requests() if each.method() not in named and Role.VISITOR not in each.callers]
    assert others
    assert not [each for each in others if SURVIVOR.may(each.callers)]

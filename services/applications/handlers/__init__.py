"""One function a command or event, one file each; what they need of the world is in `ports`."""

from services.applications.handlers.attach_document import attach_document
from services.applications.handlers.claim_application import claim_application
from services.applications.handlers.deadlines import expire_drafts, remind_of_deadlines
from services.applications.handlers.decide_application import decide_application
from services.applications.handlers.detach_document import detach_document
from services.applications.handlers.on_document import on_document
from services.applications.handlers.on_rights_opened import on_rights_opened
from services.applications.handlers.publish_benefit import publish_benefit
from services.applications.handlers.publish_scale import publish_scale
from services.applications.handlers.request_items import request_items
from services.applications.handlers.save_answers import save_answers
from services.applications.handlers.start_application import start_application
from services.applications.handlers.submit_application import submit_application
from services.applications.handlers.thread import mark_messages_read, post_message
from services.applications.handlers.withdraw_application import withdraw_application

__all__ = [
    "attach_document",
    "claim_application",
    "decide_application",
    "detach_document",
    "expire_drafts",
    "mark_messages_read",
    "on_document",
    "on_rights_opened",
    "post_message",
    "publish_benefit",
    "publish_scale",
    "remind_of_deadlines",
    "request_items",
    "save_answers",
    "start_application",
    "submit_application",
    "withdraw_application",
]

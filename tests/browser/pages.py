"""Every page there is, with something on it: found in the routes, and beside them the states that a page has."""

from uuid import UUID

from tests.browser import benefits, scenes
from tests.house.pages import ADDRESSES

NOT_SHOWN = {"which_password", "letters_to_print", "service_worker", "live", "ready", "metrics", "robots"}
"""They lead elsewhere, are for whoever runs the gateway, for machines or for a printer."""
ON_IT = {
    "portal": "agent",
    "code": benefits.AID,
    "application_id": scenes.INCOMPLETE,
    "document_id": scenes.DOCUMENT,
    "offer_id": scenes.DRAFT,
    "slot": "invoice",
    "account_id": scenes.COLLEAGUE,
    "member_id": scenes.MEMBER,
    "rights_id": scenes.RIGHTS,
    "correction_id": scenes.CORRECTION,
    "thread_id": scenes.THREAD,
    "letter_code": scenes.LETTER_CODE,
    "act": "end-sessions",
}


def _beneath(start: str, **other: object) -> dict[str, str]:
    return {
        name: address.format(**(ON_IT | other))
        for name, address in ADDRESSES.items()
        if address.startswith(start) and name not in NOT_SHOWN
    }


STAFF = _beneath("/staff", application_id=scenes.REVIEWED) | {
    "a page, larger": f"/staff/applications/{scenes.REVIEWED}/papers?paper={scenes.DOCUMENT}&page=2&zoom=150",
    "the papers of rights": f"/staff/rights/{scenes.RIGHTS}/papers?paper={scenes.DOCUMENT}",
    "what an officer has": f"/staff/claims?officer_id={UUID(int=70, version=4)}",
    "a file that waits for its member": f"/staff/applications/{scenes.INCOMPLETE}",
    "general messages": "/staff/messages?general=all",
    "a member found": "/staff/members?cgos_number=12345674",
    "survivors of a member": "/staff/survivors?deceased_number=12345674",
    "a member disabled": f"/staff/members/{scenes.MEMBER}/disable",
    "an appeal to decide": f"/staff/applications/{scenes.APPEALED}",
    "a decision to correct": f"/staff/applications/{scenes.REJECTED}",
    "an account closed": f"/staff/accounts/{scenes.COLLEAGUE}/close",
}
MEMBER = _beneath("/{portal}") | {
    "email_link": "/agent/file/email?token=x",
    "check_answers": f"/agent/applications/{scenes.DRAFT}/check",
    "rights_check": f"/agent/file/rights/check?notice={scenes.DOCUMENT}",
    "rights typed": f"/agent/file/rights/check?notice={scenes.UNREAD}&allowances={scenes.DOCUMENT}",
    "draft": f"/agent/applications/{scenes.DRAFT}",
    "a profession corrected": "/agent/file/corrections?field=profession",
    "a status corrected": "/agent/file/corrections?field=status",
    "another establishment, looked at": f"/agent/file/establishment?to={scenes.MEMBER}&from_date=2026-04-01",
    "under review": f"/agent/applications/{scenes.REVIEWED}",
    "approved": f"/agent/applications/{scenes.APPROVED}",
    "appealed": f"/agent/applications/{scenes.APPEALED}",
    "an appeal": f"/agent/applications/{scenes.REJECTED}/appeal",
    "rejected": f"/agent/applications/{scenes.REJECTED}",
    "sign in, medical": "/medical/sign-in",
    "sign in, staff": "/staff/sign-in",
}
PUBLIC = {name: address for name, address in _beneath("/").items() if name not in STAFF.keys() | MEMBER.keys()} | {
    "reset_page": "/reset-password?token=x",
    "a link that was used": "/reset-password?token=used",
    "my portal": "/?profession=infirmier",
    "style guide, medical": "/styleguide?portal=medical",
    "style guide, staff": "/styleguide?portal=staff",
    "offers without a session": "/medical/offers",
    "no such page": "/nowhere",
}
EVERY = PUBLIC | MEMBER | STAFF

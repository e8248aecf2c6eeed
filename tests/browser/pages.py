"""Every page there is, with something on it: found in the routes, and beside them the states that a page has."""

from tests.browser import scenes
from tests.house.pages import ADDRESSES

NOT_SHOWN = {"which_password", "next_application", "live", "ready", "metrics"}
"""They lead elsewhere, or are for whoever runs the gateway."""
ON_IT = {
    "portal": "agent",
    "code": scenes.AID,
    "application_id": scenes.INCOMPLETE,
    "document_id": scenes.DOCUMENT,
    "offer_id": scenes.DRAFT,
    "slot": "invoice",
}


def _beneath(start: str, **other: object) -> dict[str, str]:
    return {
        name: address.format(**(ON_IT | other))
        for name, address in ADDRESSES.items()
        if address.startswith(start) and name not in NOT_SHOWN
    }


STAFF = _beneath("/staff", application_id=scenes.REVIEWED)
MEMBER = _beneath("/{portal}") | {
    "email_link": "/agent/file/email?token=x",
    "draft": f"/agent/applications/{scenes.DRAFT}",
    "under review": f"/agent/applications/{scenes.REVIEWED}",
    "approved": f"/agent/applications/{scenes.APPROVED}",
    "rejected": f"/agent/applications/{scenes.REJECTED}",
    "sign in, medical": "/medical/sign-in",
    "sign in, staff": "/staff/sign-in",
}
PUBLIC = {name: address for name, address in _beneath("/").items() if name not in STAFF.keys() | MEMBER.keys()} | {
    "reset_page": "/reset-password?token=x",
    "my portal": "/?profession=infirmier",
    "style guide, medical": "/styleguide?portal=medical",
    "style guide, staff": "/styleguide?portal=staff",
    "offers without a session": "/medical/offers",
    "no such page": "/nowhere",
}
EVERY = PUBLIC | MEMBER | STAFF

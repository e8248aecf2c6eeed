"""Every page there is, with something on it."""

from tests.browser import scenes

PUBLIC = {
    "front": "/",
    "my portal": "/?profession=infirmier",
    "number request": "/number-request",
    "number requested": "/number-request/sent",
    "first login": "/first-login",
    "first login sent": "/first-login/sent",
    "forgotten password": "/forgotten-password",
    "forgotten password sent": "/forgotten-password/sent",
    "reset password": "/reset-password?token=x",
    "sign in": "/agent/sign-in",
    "sign in, medical": "/medical/sign-in",
    "sign in, staff": "/staff/sign-in",
    "accessibility": "/accessibility",
    "style guide": "/styleguide",
    "style guide, medical": "/styleguide?portal=medical",
    "style guide, staff": "/styleguide?portal=staff",
    "offers without a session": "/medical/offers",
    "no such page": "/nowhere",
}
MEMBER = {
    "home": "/agent",
    "benefits": "/agent/benefits",
    "benefit": f"/agent/benefits/{scenes.AID}",
    "applications": "/agent/applications",
    "draft": f"/agent/applications/{scenes.DRAFT}",
    "incomplete": f"/agent/applications/{scenes.INCOMPLETE}",
    "under review": f"/agent/applications/{scenes.REVIEWED}",
    "approved": f"/agent/applications/{scenes.APPROVED}",
    "rejected": f"/agent/applications/{scenes.REJECTED}",
    "slot": f"/agent/applications/{scenes.INCOMPLETE}/documents/invoice",
    "answers": f"/agent/applications/{scenes.INCOMPLETE}/answers",
    "withdraw": f"/agent/applications/{scenes.INCOMPLETE}/withdraw",
    "documents": "/agent/documents",
    "remove document": f"/agent/documents/{scenes.DOCUMENT}/remove",
    "offers": "/agent/offers",
    "offer": f"/agent/offers/{scenes.DRAFT}",
    "notifications": "/agent/notifications",
    "file": "/agent/file",
    "confirm e-mail": "/agent/file/email?token=x",
    "set password": "/agent/set-password",
    "second factor": "/agent/totp",
}
STAFF = {
    "queue": "/staff",
    "review": f"/staff/applications/{scenes.REVIEWED}",
    "requests": "/staff/requests",
    "accounts": "/staff/accounts",
    "security": "/staff/security",
}
EVERY = PUBLIC | MEMBER | STAFF

"""`python -m tests.trust.session DIRECTORY ACCOUNT`: the token of a browser's session of that account of the stack's
demonstration (agent, medical, officer, …). For scanners, which may take half a day: an API token lives for minutes."""

import sys
from pathlib import Path

import httpx
import pyotp

from gateway.security import CSRF_FIELD, csrf_token
from gateway.security.cookies import VISITOR_COOKIE, cookie_name
from tests.journeys.stack import RunningStack

VISITOR = "who-scans"
MEMBERS = ("agent", "medical")


def browser_session(stack: RunningStack, account: str) -> str:
    portal = account if account in MEMBERS else "staff"
    typed = dict(stack.accounts[account])
    if secret := typed.pop("totp_secret", None):
        typed["totp"] = pyotp.TOTP(secret).now()
    answer = httpx.post(
        f"{stack.gateway}/{portal}/sign-in",
        data=typed | {CSRF_FIELD: csrf_token(VISITOR)},
        headers={"Cookie": f"{VISITOR_COOKIE}={VISITOR}", "Origin": stack.gateway},
        trust_env=False,
    )
    return str(answer.cookies[cookie_name(portal)])  # type: ignore[arg-type]  # one of the three


if __name__ == "__main__":
    directory, account = sys.argv[1:]
    print(browser_session(RunningStack.described_in(Path(directory) / "stack.json"), account))

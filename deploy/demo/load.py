"""Load the demonstration into a running stack. Again and again is harmless: what is there is left as it is.

python -m deploy.demo.load --gateway URL --inbox URL --administrator FILE --state FILE --accounts FILE --secrets DIR
"""

import argparse
import hashlib
import json
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import yaml

from deploy.demo.client import Client, Inbox, Refused
from deploy.demo.dates import with_dates
from deploy.demo.paper_authority import PaperAuthority
from deploy.demo.people import open_member_account, open_staff_account
from deploy.demo.state import State
from services.contracts.refusals import IdempotencyKeyReused

DATA = Path(__file__).parent / "data"


def load(
    gateway: str, inbox_url: str, administrator_credentials: dict[str, str], state: State, authority: PaperAuthority
) -> None:
    today = date.today()  # noqa: DTZ011 - the demonstration follows the calendar on the wall
    content = {
        "establishments": _read(DATA / "establishments.yaml", today),
        "benefits": [_read(path, today) for path in sorted((DATA / "benefits").glob("*.yaml"))],
        "campaigns": _read(DATA / "campaigns.yaml", today),
        "offers": _read(DATA / "offers.yaml", today),
        "accounts": _read(DATA / "accounts.yaml", today),
    }
    fingerprint = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    if state.content_is(fingerprint):
        return
    inbox = Inbox(inbox_url)
    with Client(gateway) as administrator:
        administrator.log_in(administrator_credentials, "staff")
        home = register_establishments(administrator, content["establishments"], content["accounts"]["establishment"])
        others = {each["name"] for each in content["establishments"]} - {content["accounts"]["establishment"]}
        speak_for(others, content["accounts"]["correspondent_elsewhere"], administrator)
        staff = {
            name: open_staff_account(state, name, _of_establishment(person, home), administrator, inbox, gateway)
            for name, person in content["accounts"]["staff"].items()
        }
    for name, person in content["accounts"]["members"].items():
        open_member_account(
            state,
            name,
            person,
            home,
            correspondent=staff["establishment"],
            officer=staff["officer"],
            inbox=inbox,
            gateway=gateway,
            authority=authority,
        )
    publish(staff["catalogue"], content)
    state.content_loaded(fingerprint)


def register_establishments(administrator: Client, establishments: list[dict[str, Any]], home: str) -> str:
    """The id of the establishment named `home`."""
    for establishment in establishments:
        _send(administrator, "/staff/establishments", establishment)
    found = administrator.call("GET", "/establishments", params={"q": home})["items"]
    return next(str(establishment["id"]) for establishment in found if establishment["name"] == home)


def speak_for(establishments: set[str], person: dict[str, Any], administrator: Client) -> None:
    """Every establishment of the demo has a correspondent."""
    registered = administrator.call("GET", "/establishments", params={"limit": "100"})["items"]
    scope = sorted(str(each["id"]) for each in registered if each["name"] in establishments)
    _send(administrator, "/staff/accounts", person | {"scope": {"establishments": scope}})


def publish(catalogue: Client, content: dict[str, list[dict[str, Any]]]) -> None:
    for kind in ("benefits", "campaigns", "offers"):
        for item in content[kind]:
            _send(catalogue, f"/staff/{kind}", item)


def _send(staff: Client, path: str, item: dict[str, Any]) -> None:
    try:
        staff.call("POST", path, item, key=str(uuid5(NAMESPACE_URL, json.dumps(item, sort_keys=True))))
    except Refused as refused:
        # The key says the content: sent before, to a version whose contract read something else into it.
        if refused.status != HTTPStatus.CONFLICT and refused.code != IdempotencyKeyReused.code:
            raise


def accounts(state: State, members: list[str], staff: list[str], administrator: dict[str, str]) -> dict[str, Any]:
    """The `accounts` of .run/stack.json."""
    shown = dict.fromkeys(members, ("cgos_number", "password")) | dict.fromkeys(
        staff, ("email", "password", "totp_secret")
    )
    listed = {name: {field: state.account(name)[field] for field in fields} for name, fields in shown.items()}
    return listed | {"administrator": administrator}


def _of_establishment(person: dict[str, Any], establishment_id: str) -> dict[str, Any]:
    return person | {"establishment_id": establishment_id} if "establishment" in person["roles"] else person


def _read(path: Path, today: date) -> Any:
    return with_dates(yaml.safe_load(path.read_text()), today)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--gateway", required=True)
    parser.add_argument("--inbox", required=True)
    parser.add_argument("--administrator", type=Path, required=True, help='JSON: {"email", "password", "totp_secret"}')
    parser.add_argument("--state", type=Path, required=True, help="how far the loading got; kept between runs")
    parser.add_argument("--accounts", type=Path, required=True, help="where the accounts are written, as JSON")
    parser.add_argument("--secrets", type=Path, required=True, help="of the stack: its authority signs the notices")
    given = parser.parse_args()
    administrator = json.loads(given.administrator.read_text())
    state = State(given.state)
    load(given.gateway, given.inbox, administrator, state, PaperAuthority.of_stack(given.secrets))
    people = yaml.safe_load((DATA / "accounts.yaml").read_text())
    given.accounts.touch(mode=0o600)
    given.accounts.write_text(
        json.dumps(accounts(state, list(people["members"]), list(people["staff"]), administrator), indent=2)
    )


if __name__ == "__main__":
    main()

"""Load the demonstration into a running stack. Again and again is harmless: what is there is left as it is.

python -m deploy.demo.load --gateway URL --inbox URL --administrator FILE --state FILE --accounts FILE
"""

import argparse
import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import yaml

from deploy.demo.client import Client, Inbox, Refused
from deploy.demo.dates import with_dates
from deploy.demo.people import open_member_account, open_staff_account
from deploy.demo.state import State

DATA = Path(__file__).parent / "data"


def load(gateway: str, inbox_url: str, administrator_credentials: dict[str, str], state: State) -> None:
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
        staff = {
            name: open_staff_account(state, name, _of_establishment(person, home), administrator, inbox, gateway)
            for name, person in content["accounts"]["staff"].items()
        }
    for name, person in content["accounts"]["members"].items():
        open_member_account(
            state,
            name,
            person | {"rights": person["rights"] | {"year": today.year}},
            home,
            correspondent=staff["establishment"],
            officer=staff["officer"],
            inbox=inbox,
            gateway=gateway,
        )
    publish(staff["catalogue"], content)
    state.content_loaded(fingerprint)


def register_establishments(administrator: Client, establishments: list[dict[str, Any]], home: str) -> str:
    """The id of the establishment named `home`."""
    for establishment in establishments:
        try:
            administrator.call("POST", "/staff/establishments", establishment, key=_key(establishment))
        except Refused as refused:
            if refused.status != 409:
                raise
    found = administrator.call("GET", "/establishments", params={"q": home})["items"]
    return next(str(establishment["id"]) for establishment in found if establishment["name"] == home)


def publish(catalogue: Client, content: dict[str, list[dict[str, Any]]]) -> None:
    for kind in ("benefits", "campaigns", "offers"):
        for item in content[kind]:
            catalogue.call("POST", f"/staff/{kind}", item, key=_key(item))


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


def _key(content: dict[str, Any]) -> str:
    return str(uuid5(NAMESPACE_URL, json.dumps(content, sort_keys=True)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--gateway", required=True)
    parser.add_argument("--inbox", required=True)
    parser.add_argument("--administrator", type=Path, required=True, help='JSON: {"email", "password", "totp_secret"}')
    parser.add_argument("--state", type=Path, required=True, help="how far the loading got; kept between runs")
    parser.add_argument("--accounts", type=Path, required=True, help="where the accounts are written, as JSON")
    given = parser.parse_args()
    administrator = json.loads(given.administrator.read_text())
    state = State(given.state)
    load(given.gateway, given.inbox, administrator, state)
    people = yaml.safe_load((DATA / "accounts.yaml").read_text())
    given.accounts.touch(mode=0o600)
    given.accounts.write_text(
        json.dumps(accounts(state, list(people["members"]), list(people["staff"]), administrator), indent=2)
    )


if __name__ == "__main__":
    main()

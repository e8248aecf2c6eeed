"""Run in a copy of the tree to which German was added (`test_languages.py`): prints what its readers get, as JSON."""

import json
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from starlette.requests import Request

from gateway.language import accepted_language
from gateway.pages.rendering import environment_in
from gateway.problems import problem
from services.applications.queries.wording import timeline_sentence
from services.contracts.identity import RequestNumber
from services.contracts.language import LocalizedText, in_language, known_language
from services.contracts.refusals import NotFound
from services.identity.queries.portals import portals
from services.notifications.emails.rendering import render
from services.notifications.queries.wording import wording

german = known_language("de")
if german is None:
    raise SystemExit("German is no language here")

request = Request({"type": "http", "headers": [(b"accept-language", b"de-AT,en;q=0.5")]})
number = RequestNumber.model_validate(
    {
        "portal": "agent",
        "establishment_id": uuid4(),
        "profession": "infirmier",
        "family_name": "Vasseur",
        "given_name": "Ines",
        "birth_date": date(1990, 5, 17),
        "email": "ines@example.org",
        "language": "de",
    }
)
mail = render(
    "password_changed", german, {"given_name": "Ines", "url": "https://x", "home_url": "https://y", "portal": "agent"}
)
offered = LocalizedText.model_validate({"fr": "Ete", "en": "Summer", "de": "Sommer"})
page: dict[str, Any] = dict(environment_in(german).globals)
print(
    json.dumps(
        {
            "asked for": accepted_language(request),
            "number request": number.language,
            "mail": mail.text.partition("\n")[0],
            "notification": wording("email_changed", {}, german)[0],
            "timeline": timeline_sentence("items_requested", {"items": ["a", "b"]}, german),
            "portal": portals(None, german).items[0].name,
            "offer": offered.in_language(german),
            "not translated yet": LocalizedText(fr="Ete", en="Summer").in_language(german),
            "kept": sorted(offered.by_language()),
            "form": in_language({"title": {"fr": "Nom", "en": "Name", "de": "Name*"}}, german),
            "choice": page["languages"],
            "money": page["money"](Decimal("1234.5")),
            "refusal": problem(NotFound(), german)["title"],
        }
    )
)

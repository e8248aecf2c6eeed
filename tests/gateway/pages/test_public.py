"""Before signing in."""

import re

import pytest

from gateway.pages.professions import OTHER
from services.contracts.identity import (
    ListEstablishments,
    ListPortals,
    PortalsView,
    ProfessionView,
    RequestFirstLogin,
    RequestNumber,
    RequestPasswordReset,
)
from services.contracts.identity.portals import ProfessionFoundView
from services.contracts.identity.recovery import RequestNumberReminder
from services.contracts.identity.refusals import TooManyAttempts, UnknownEstablishment
from services.contracts.refusals import Unavailable
from tests.browser import scenes
from tests.gateway.pages.conftest import Reader

pytestmark = pytest.mark.anyio
FILLED = {
    "establishment_id": "00000000-0000-0000-0000-000000000050",
    "profession": "infirmier",
    "family_name": "Perrin",
    "given_name": "Lou",
    "birth_date": "1991-01-01",
    "email": "lou@exemple.fr",
    "delivery": "email",
}


async def test_a_profession_is_told_its_portal(reader: Reader) -> None:
    await reader.go("/?profession=praticien-hospitalier")
    assert "Votre espace : Personnels médicaux" in reader.text.replace("\u00a0", " ")
    await reader.go("/?profession=astronaute")
    assert "Nous ne connaissons pas cette profession" in reader.text


async def test_the_front_page_says_nothing_about_offers(reader: Reader) -> None:
    assert "ffre" not in (await reader.go("/")).text


async def test_a_number_is_asked_for_in_the_language_of_the_page(reader: Reader) -> None:
    await reader.go("/number-request?portal=agent&lang=en")
    answer = await reader.send("/number-request", **FILLED)
    assert (answer.status_code, answer.headers["location"]) == (303, "/number-request/sent")
    asked, _ = reader.bus.last(RequestNumber)
    assert (asked.portal, asked.language, asked.family_name) == ("agent", "en", "Perrin")
    assert asked.source == "127.0.0.0/24"


async def test_each_field_left_empty_is_named_and_what_was_typed_stays(reader: Reader) -> None:
    await reader.go("/number-request")
    answer = await reader.send("/number-request", family_name="Perrin", email="pas une adresse")
    assert answer.status_code == 422
    for label in ("Prénom", "Date de naissance", "Adresse e-mail", "Votre profession", "établissement employeur"):
        assert f"{label} : " in reader.text
    assert 'value="Perrin"' in answer.text
    assert reader.bus.count(RequestNumber) == 0


async def test_what_identity_refuses_is_said_beside_its_field(reader: Reader) -> None:
    reader.bus.answers[RequestNumber] = UnknownEstablishment.at("/establishment_id", "Unknown.")
    await reader.go("/number-request")
    answer = await reader.send("/number-request", **FILLED)
    assert answer.status_code == 422
    assert 'href="#f-establishment_id"' in answer.text


async def test_another_portal_or_another_search_brings_its_lists_and_keeps_what_was_typed(reader: Reader) -> None:
    await reader.go("/number-request")
    typed = {"family_name": "Perrin", "birth_date": "1991-01-01", "delivery": "post", "postal_address": "1 rue du Lac"}
    answer = await reader.send("/number-request", **typed, portal="medical", q="Valmont")
    assert answer.status_code == 200
    assert reader.bus.count(RequestNumber) == 0
    for kept in ("Perrin", "1991-01-01", "1 rue du Lac", "Praticien hospitalier"):
        assert kept in answer.text
    assert "Infirmier, infirmière" not in re.sub(r'data-professions="[^"]*"', "", answer.text)
    assert reader.bus.last(ListEstablishments)[0].q == "Valmont"


async def test_every_error_comes_at_once_also_those_that_identity_would_find(reader: Reader) -> None:
    await reader.go("/number-request")
    typed = {"birth_date": "2999-01-01", "delivery": "post", "profession": "autre-agent", "given_name": "Lou"}
    answer = await reader.send("/number-request", **typed)
    assert answer.status_code == 422
    fields = re.findall(r'<li><a href="#f-([a-z_]+)">', answer.text)
    assert fields == [
        "establishment_id",
        "other_profession",
        "family_name",
        "birth_date",
        "email",
        "postal_address",
    ]


async def test_a_profession_that_is_none_of_the_list_is_asked_for_in_words(reader: Reader) -> None:
    await reader.go("/number-request")
    words = {"profession": "autre-agent", "other_profession": "Orthoptiste"}
    assert (await reader.send("/number-request", **FILLED | words)).status_code == 303
    asked, _ = reader.bus.last(RequestNumber)
    assert (asked.profession, asked.other_profession) == ("autre-agent", "Orthoptiste")
    await reader.go("/number-request")
    await reader.send("/number-request", **FILLED | {"other_profession": "Orthoptiste"})
    assert reader.bus.last(RequestNumber)[0].other_profession is None


def meaning(*codes: str) -> PortalsView:
    """The portals, where what was typed may mean these."""
    told = {one.code: (one, each.code) for each in scenes.PORTALS.items for one in each.professions}
    found = [ProfessionFoundView(code=code, name=told[code][0].name, portal=told[code][1]) for code in codes]
    items = [
        each.model_copy(
            update={"professions": [*each.professions, ProfessionView(code=OTHER[each.code], name="Autre")]}
        )
        for each in scenes.PORTALS.items
    ]
    return PortalsView(items=items, matches=found)


def choices(reader: Reader) -> list[str]:
    select = re.search(r'<select[^>]*name="profession".*?</select>', reader.page.text, re.DOTALL)
    return re.findall(r'<option value="([^"]+)"', select[0] if select else "")


async def test_a_profession_is_found_by_the_words_that_people_use(reader: Reader) -> None:
    await reader.go("/number-request")
    reader.bus.answers[ListPortals] = meaning("infirmier", "praticien-hospitalier")
    answer = await reader.send("/number-request", words="IDE", portal="agent", family_name="Perrin")
    assert (answer.status_code, reader.bus.count(RequestNumber)) == (200, 0)
    assert reader.bus.last(ListPortals)[0].profession == "IDE"
    assert choices(reader) == ["infirmier", "autre-agent"]
    assert '<option value="infirmier" selected>' in answer.text
    assert "Votre espace : Agents hospitaliers" in reader.text.replace("\u00a0", " ")
    assert "Dans l’autre espace : 1" in reader.text.replace("\u00a0", " ")
    assert 'value="Perrin"' in answer.text


async def test_words_of_the_other_space_lead_there_once_and_leave_the_choice_to_the_reader(reader: Reader) -> None:
    await reader.go("/number-request")
    reader.bus.answers[ListPortals] = meaning("praticien-hospitalier")
    await reader.send("/number-request", words="PH", portal="agent")
    assert choices(reader) == ["praticien-hospitalier", "autre-medical"]
    await reader.send("/number-request", words="PH", portal="agent")
    assert choices(reader) == ["infirmier", "aide-soignant", "autre-agent"]


async def test_words_that_mean_nothing_known_leave_every_profession_and_none_of_these(reader: Reader) -> None:
    await reader.go("/number-request")
    reader.bus.answers[ListPortals] = meaning()
    await reader.send("/number-request", words="astronaute", portal="agent")
    assert choices(reader) == ["infirmier", "aide-soignant", "autre-agent"]
    assert "choisissez la dernière de la liste et écrivez la vôtre" in reader.text


async def test_an_establishment_that_is_not_found_asks_for_another_word(reader: Reader) -> None:
    await reader.go("/number-request?q=nulle part")
    assert "Essayez un autre nom" in reader.text


@pytest.mark.parametrize(
    ("path", "command", "field"),
    [
        ("/first-login", RequestFirstLogin, "cgos_number"),
        ("/forgotten-password", RequestPasswordReset, "cgos_number"),
        ("/forgotten-password?staff=true", RequestPasswordReset, "email"),
    ],
)
async def test_asking_for_a_way_in_never_tells_whether_the_account_exists(
    reader: Reader, path: str, command: type, field: str
) -> None:
    await reader.go(path)
    action = path.split("?", maxsplit=1)[0]
    answer = await reader.send(action, **{field: "whoever"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{action}/sent")
    assert getattr(reader.bus.last(command)[0], field) == "whoever"


async def test_a_forgotten_number_is_asked_for_from_the_sign_in_and_tells_nothing(reader: Reader) -> None:
    await reader.go("/agent/sign-in")
    assert 'href="/forgotten-number"' in reader.page.text
    await reader.go("/forgotten-number")
    who = {name: FILLED[name] for name in ("family_name", "given_name", "birth_date", "email")}
    refused = await reader.send("/forgotten-number", **who | {"email": "nowhere"})
    assert (refused.status_code, f'value="{who["family_name"]}"' in refused.text) == (422, True)
    answer = await reader.send("/forgotten-number", **who)
    assert (answer.status_code, answer.headers["location"]) == (303, "/forgotten-number/sent")
    assert reader.bus.last(RequestNumberReminder)[0].email == who["email"]


async def test_too_many_tries_say_to_wait(reader: Reader) -> None:
    reader.bus.answers[RequestFirstLogin] = TooManyAttempts(retry_after=60)
    await reader.go("/first-login")
    assert (await reader.send("/first-login", cgos_number="12345674")).status_code == 429
    assert 'id="errors"' in reader.page.text


async def test_a_service_that_is_down_keeps_the_forms_key_for_the_next_try(reader: Reader) -> None:
    reader.bus.answers[RequestNumber] = Unavailable()
    await reader.go("/number-request")
    key = reader.fields("/number-request")["idempotency_key"]
    answer = await reader.send("/number-request", **FILLED)
    assert answer.status_code == 503
    assert reader.fields("/number-request")["idempotency_key"] == key


async def test_the_style_guide_is_not_for_production(reader: Reader) -> None:
    assert (await reader.go("/styleguide")).status_code == 200
    state = reader.client._transport.app.state  # type: ignore[attr-defined]  # httpx hides its application
    state.settings = state.settings.model_copy(update={"environment": "production"})
    assert (await reader.go("/styleguide")).status_code == 404


@pytest.mark.parametrize("accepted", [None, "", "de", "*"])
@pytest.mark.parametrize("path", ["/", "/agent/sign-in", "/agent", "/nowhere"])
async def test_a_page_is_french_where_nothing_says_otherwise(path: str, accepted: str | None, reader: Reader) -> None:
    del reader.client.headers["accept-language"]
    if accepted is not None:
        reader.client.headers["accept-language"] = accepted
    await reader.go(path)
    assert '<html lang="fr"' in reader.page.text


@pytest.mark.parametrize("address", ["/help", "/accessibility", "/legal-notice", "/personal-data", "/site-map"])
async def test_what_anybody_may_read_leads_from_every_page_s_foot_and_describes_itself(
    address: str, reader: Reader
) -> None:
    assert f'href="{address}"' in (await reader.go("/agent/sign-in")).text
    assert (await reader.go(address)).status_code == 200
    assert re.search(r'<meta name="description" content="[^"]{30,}"', reader.page.text)


async def test_machines_are_told_to_leave_what_needs_a_session(reader: Reader) -> None:
    told = await reader.go("/robots.txt")
    assert told.headers["content-type"].startswith("text/plain")
    assert told.text.splitlines() == [
        "User-agent: *",
        "Disallow: /agent",
        "Disallow: /medical",
        "Disallow: /staff",
        "Disallow: /api/",
    ]


async def test_an_address_of_an_establishment_is_warned_of_once_with_its_reason(reader: Reader) -> None:
    await reader.go("/number-request")
    typed = FILLED | {"email": "lou.perrin@chu-valmont.fr"}
    answer = await reader.send("/number-request", **typed)
    assert (answer.status_code, reader.bus.count(RequestNumber)) == (200, 0)
    assert "Une adresse personnelle est plus sûre" in reader.text
    answer = await reader.send("/number-request", **typed)
    assert (answer.status_code, reader.bus.count(RequestNumber)) == (303, 1)

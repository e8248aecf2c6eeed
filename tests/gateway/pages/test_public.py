"""Before signing in."""

import pytest

from services.contracts.identity import (
    RequestFirstLogin,
    RequestNumber,
    RequestPasswordReset,
    TooManyAttempts,
    UnknownEstablishment,
)
from services.contracts.refusals import Unavailable
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
    assert "Votre portail : Personnels médicaux" in reader.text.replace("\u00a0", " ")
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

"""Offers lead to the partner, and back to where they were found."""

from typing import Any
from uuid import UUID

import pytest

from services.contracts.offers import GetOffer, ListOffers
from tests.gateway.pages.conftest import Reader

pytestmark = pytest.mark.anyio
FIRST = f"/agent/offers/{UUID(int=90)}"


def found(reader: Reader, position: int = 0) -> Any:
    return reader.bus.answers[ListOffers].items[position]  # type: ignore[union-attr]  # a page of them


async def test_a_card_names_the_partner_and_an_offer_leads_back_to_the_same_list(reader: Reader) -> None:
    reader.sign_in()
    await reader.go("/agent/offers?category=stays&q=mer&lang=fr")
    assert "Gîtes des Côtes Vertes" in reader.text
    assert f'href="{FIRST}?category=stays&amp;q=mer"' in reader.page.text
    await reader.go(f"{FIRST}?category=stays&q=mer&next=/elsewhere")
    assert 'class="back" href="/agent/offers?category=stays&amp;q=mer"' in reader.page.text


async def test_an_offer_says_how_to_get_it_and_on_what_conditions(reader: Reader) -> None:
    reader.sign_in()
    await reader.go(FIRST)
    for way in (
        'href="https://gites-cotes-vertes.example/hospitaliers" rel="external noreferrer"',
        'href="mailto:reservations@gites-cotes-vertes.example"',
        'href="tel:0299000110"',
        "HOSPI-MER",
        "<li>Une réservation par foyer et par été.</li>",
    ):
        assert way in reader.page.text
    assert "au lieu de 780" in reader.text


async def test_an_offer_without_a_way_to_the_partner_leads_to_us(reader: Reader) -> None:
    reader.sign_in()
    reader.bus.answers[GetOffer] = found(reader, -1)
    await reader.go(FIRST)
    assert "Pour en profiter, écrivez-nous." in reader.text
    assert "Conditions" not in reader.text
    assert "sans date de fin" in reader.text

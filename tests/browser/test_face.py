"""The masthead's menus, what a page is on paper, and what home shows at a glance."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from services.contracts.identity import GetMe, MeView
from tests.browser import benefits, scenes
from tests.browser.conftest import Opened
from tests.browser.furnished import furnish
from tests.gateway.fake_bus import FakeBus

HOME = "/agent"
MENU = "details.menu.narrow-only"


def _phone(opened: Opened, width: int, **options: object) -> Page:
    page = opened(viewport={"width": width, "height": 700}, reduced_motion="reduce", **options).new_page()
    page.route("**/api/v1/notifications/stream*", lambda route: route.abort())
    page.goto(HOME)
    page.locator(f"{MENU} > summary").click()
    return page


@pytest.mark.parametrize("width", [320, 390, 600])
def test_a_phone_s_menu_is_whole_at_any_width(width: int, opened: Opened) -> None:
    page = _phone(opened, width)
    boxes = [link.bounding_box() for link in page.locator(f"{MENU} :is(a, button)").all()]
    assert len(boxes) >= 9
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= width and box["height"] >= 44 for box in boxes)


def test_escape_closes_the_menu_and_gives_the_focus_back_to_its_button(opened: Opened) -> None:
    page = _phone(opened, 390)
    page.locator(MENU).get_by_role("link", name="Offres").focus()
    page.keyboard.press("Escape")
    expect(page.locator(f"{MENU} .panel")).to_be_hidden()
    expect(page.locator(f"{MENU} > summary")).to_be_focused()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_tap_beside_the_menu_closes_it_and_opens_nothing_beneath(scripts: bool, opened: Opened) -> None:
    page = _phone(opened, 390, java_script_enabled=scripts)
    panel = page.locator(f"{MENU} .panel")
    expect(panel).to_be_visible()
    page.mouse.click(200, 690)  # where cards stand
    expect(panel).to_be_hidden()
    assert page.url.endswith(HOME)


def test_a_menu_that_the_keyboard_leaves_hides_nothing_that_it_reaches(opened: Opened) -> None:
    page = _phone(opened, 390)
    page.locator(f"{MENU} button").focus()
    page.keyboard.press("Tab")
    expect(page.locator(f"{MENU} .panel")).to_be_hidden()


def test_the_account_menu_bears_the_name_and_leads_to_signing_out(opened: Opened) -> None:
    page = opened(viewport={"width": 1280, "height": 800}).new_page()
    page.goto(HOME)
    page.locator("summary").filter(has_text="Camille Martin").click()
    expect(page.get_by_role("link", name="Connexion et sécurité")).to_be_visible()
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url("**/")


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (f"/agent/applications/{scenes.APPROVED}", (str(scenes.APPROVED), "600\u202f€", "Quotient de 612,50")),
        (f"/staff/applications/{scenes.REVIEWED}", (str(scenes.REVIEWED), "Nadia Belcourt")),
    ],
)
def test_a_printed_file_says_whose_it_is_and_which_and_has_nothing_to_press(
    address: str, told: tuple[str, ...], opened: Opened
) -> None:
    page = opened().new_page()
    page.goto(address)
    page.emulate_media(media="print")
    for said in ("Camille Martin", str(_me().cgos_number), "C.G.O.S.", *told):
        expect(page.get_by_text(said).filter(visible=True).first).to_be_visible()
    assert _seen(page, "header, nav, footer, form, button, textarea, input, .toasts, [data-keys]") == []
    boxes = _seen(page, "main :is(section, .card, aside, .banner)")
    assert [text for text in boxes if len(text.split("\n")) < 2] == []


def test_no_printed_page_has_an_empty_box_or_loses_what_it_lists(opened: Opened) -> None:
    page = opened().new_page()
    page.emulate_media(media="print")
    for address in (
        HOME,
        "/agent/file",
        "/agent/file/rights/result",
        "/agent/documents",
        "/agent/notifications",
        f"/agent/applications/{scenes.DRAFT}",
        f"/agent/applications/{scenes.DRAFT}/check",
        f"/agent/applications/{scenes.INCOMPLETE}",
    ):
        page.goto(address)
        expect(page.get_by_text("numéro 12345674")).to_be_visible()
        boxes = _seen(page, "main :is(section, .card, aside)")
        assert [text for text in boxes if len(text.split("\n")) < 2] == [], address
        assert _seen(page, "form, button, .change, [href$='/remove']") == [], address
        if address == HOME:
            expect(page.locator("section:has(#closing) li a").first).to_be_visible()
        if address.endswith(str(scenes.DRAFT)):
            expect(page.get_by_text("4 juillet 2026")).to_be_visible()


def test_a_key_tells_which_keys_the_page_has(opened: Opened) -> None:
    page = opened().new_page()
    page.goto("/staff")
    page.get_by_label("Numéro C.G.O.S.").press("?")
    dialog = page.get_by_role("dialog", name="Raccourcis clavier de cette page")
    expect(dialog).to_be_hidden()
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(dialog.locator("kbd")).to_have_text("n")
    expect(dialog.locator("dd")).to_contain_text("Prendre le suivant")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_the_head_of_a_long_table_stays_in_sight(opened: Opened) -> None:
    page = opened(viewport={"width": 1280, "height": 300}).new_page()
    page.goto("/staff")
    page.mouse.wheel(0, 400)
    page.locator("tbody tr").last.scroll_into_view_if_needed()
    head, last = page.locator("thead th").first.bounding_box(), page.locator("tbody tr").last.bounding_box()
    assert head is not None
    assert last is not None
    assert 0 <= head["y"] < last["y"]


@pytest.fixture
def rights_closed(bus: FakeBus) -> Iterator[None]:
    usual = bus.answers[GetMe]
    bus.answers[GetMe] = _me().model_copy(update={"rights": None})
    yield
    bus.answers[GetMe] = usual


@pytest.mark.usefixtures("rights_closed")
def test_opening_the_rights_of_the_year_is_the_first_thing_to_do_while_they_are_closed(opened: Opened) -> None:
    page = opened().new_page()
    page.goto(HOME)
    first = page.locator("section:has(#waiting) li").first
    expect(first).to_contain_text("Ouvrir vos droits")
    expect(first).to_contain_text("le montant le plus bas")
    first.get_by_role("link").click()
    page.wait_for_url("**/agent/file/household")


def test_home_shows_rights_money_deadline_and_how_far_each_file_is(opened: Opened) -> None:
    page = opened().new_page()
    page.goto(HOME)
    for at_a_glance in ("612,50", "600", "Accordé, pas encore payé", "12 jours"):
        expect(page.locator(".glance")).to_contain_text(at_a_glance)
    assert [each.get_attribute("aria-label") for each in page.locator(".gauge").all()] == [
        "Étape 3 sur 5\u00a0: Examen",
        "Étape 4 sur 5\u00a0: Décision",
    ]


def test_home_offers_what_suits_the_household_with_an_estimate_and_what_is_said_of_it_is_an_estimate(
    opened: Opened,
) -> None:
    page = opened().new_page()
    page.goto(HOME)
    offered = page.locator("section:has(#could-have) li")
    assert [each.inner_text() for each in offered.locator("h3").all()] == [
        benefits.benefit(code).name for code in ("disabled-child", "leisure-centre", "holiday-vouchers-savings")
    ]
    expect(offered.first).to_contain_text("Pour Lina.")
    expect(offered.first).to_contain_text("(estimation)")
    under_way = page.locator("section:has(#under-way) li")
    expect(under_way.filter(has_text="En cours d’examen")).to_contain_text("(estimation)")
    expect(under_way.filter(has_text="Accordée")).not_to_contain_text("estimation")


def test_on_a_phone_the_page_of_an_aid_begins_with_what_decides(opened: Opened) -> None:
    page = opened(viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"/agent/benefits/{benefits.AID}")
    top = [
        page.get_by_text(said).first.bounding_box()
        for said in ("Date limite", "par enfant (estimation)", "Les documents à fournir")
    ]
    carry_on = page.get_by_role("link", name="Continuer").first.bounding_box()  # with drafts; else it is the start
    places = [box["y"] for box in (*top[:2], carry_on, top[2]) if box]
    assert len(places) == 4
    assert places == sorted(places)
    assert places[2] < 844


def _me() -> MeView:
    me = furnish(FakeBus()).answers[GetMe]
    assert isinstance(me, MeView)
    return me


def _seen(page: Page, selector: str) -> list[str]:
    """The text of each that is shown."""
    shown: list[str] = page.evaluate(
        "(selector) => [...document.querySelectorAll(selector)]"
        ".filter((each) => each.checkVisibility() && each.getBoundingClientRect().height > 0)"
        ".map((each) => each.innerText.trim())",
        selector,
    )
    return shown


def test_a_card_is_tapped_anywhere_and_its_page_leads_back_to_the_same_list(opened: Opened) -> None:
    page = opened(viewport={"width": 390, "height": 800}, reduced_motion="reduce").new_page()
    page.route("**/api/v1/notifications/stream*", lambda route: route.abort())
    page.goto("/agent/offers?category=stays")
    partner = page.get_by_text("Gîtes des Côtes Vertes").bounding_box()
    assert partner
    page.mouse.click(partner["x"] + 10, partner["y"] + 5)
    expect(page.get_by_role("heading", name="Comment en profiter")).to_be_visible()
    page.get_by_role("link", name="Retour aux offres").click()
    expect(page).to_have_url(re.compile(r"/agent/offers\?category=stays$"))


def test_in_forced_colours_where_one_is_and_how_far_it_is_are_told_by_lines(opened: Opened) -> None:
    page = opened(viewport={"width": 1280, "height": 800}, forced_colors="active").new_page()
    page.goto(f"/agent/applications/{scenes.REVIEWED}")
    here = page.locator(".site-nav [aria-current]")
    assert "underline" in here.evaluate("(link) => getComputedStyle(link).textDecorationLine")
    border = "(steps) => steps.map((each) => getComputedStyle(each).borderTopStyle)"
    assert page.locator(".stepper li").evaluate_all(border) == ["solid", "solid", "solid", "dotted", "dotted"]

"""The officer's day at the keyboard."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Opened


def test_an_officer_takes_reads_and_decides_by_the_keyboard_and_no_file_is_left(opened: Opened) -> None:
    context = opened(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    files: list[str] = []
    page.on("download", lambda file: files.append(file.url))
    page.goto("/staff")
    page.get_by_label("Numéro C.G.O.S.").press("n")
    assert page.url.endswith("/staff"), "not while typing"
    page.locator("h1").click()
    page.keyboard.press("n")
    page.wait_for_url("**/staff/applications/*")

    reason, papers = page.locator("#f-reason"), page.frame_locator("iframe[name=papers]")
    page.select_option("#f-refuse_motif", "late")
    expect(reason).to_have_value("Votre demande a été déposée après la date limite de cette aide.")
    reason.press("End")
    reason.type(" Désolés.")
    page.locator("h1").click()
    expect(papers.get_by_role("link", name="Avis d’imp")).to_be_visible()
    page.keyboard.press("j")
    picture = papers.locator("img")
    expect(picture).to_have_attribute("alt", re.compile("page 1 sur 3"))
    page.keyboard.press(">")
    expect(picture).to_have_attribute("alt", re.compile("page 2 sur 3"))
    width = picture.evaluate("each => each.clientWidth")
    picture.click()  # the keys are the same from inside
    page.keyboard.press("+")
    expect(picture).to_have_class("zoom-150")
    assert picture.evaluate("each => each.clientWidth") > width * 1.4
    assert picture.evaluate("each => each.naturalWidth") == 1800
    page.keyboard.press("?")
    expect(page.locator("#keys-help")).to_contain_text("Page suivante")
    page.keyboard.press("Escape")
    assert reason.input_value().endswith(" Désolés."), "turning pages loses nothing that was typed"

    page.get_by_label("Refuser").check()
    page.get_by_role("button", name="Décider et prendre le suivant").press("Enter")
    expect(page.get_by_text("Voici le dossier suivant")).to_be_visible()
    assert files == []

"""What a page costs whoever opens it: bytes, requests, and nothing asked for again that is kept."""

import asyncio
import re

import pytest

from gateway.pages.assets import ROOT, SHEETS, asset
from services.contracts.applications import GetRadar, ListApplications
from services.contracts.identity import GetMe
from services.contracts.notifications import CountUnread
from tests.browser import scenes
from tests.gateway.pages.conftest import Reader
from tests.parts.waiting import PATIENCE

pytestmark = pytest.mark.anyio
DRAFT = f"/agent/applications/{scenes.DRAFT}"
LATER = [f"js/{name}.js" for name in ("autosave", "conditions", "upload", "transfer", "slots", "api")]
"""What a draft loads once it is there."""
OURS = {"Sec-Fetch-Site": "same-origin", "Accept-Encoding": "gzip"}


@pytest.mark.parametrize("path", ["/", "/agent", DRAFT])
async def test_a_first_page_weighs_less_than_30_kb(path: str, reader: Reader) -> None:
    reader.sign_in()
    reader.client.headers.update(OURS)
    page = await reader.go(path)
    named = set(re.findall(r"/static/[0-9a-f]+/([a-z/_-]+\.[a-z]+)", page.text))
    assert {name for name in named if name.endswith(".css")} == {"styles.css"}
    weight = page.num_bytes_downloaded
    for part in named | set(LATER if path == DRAFT else []):
        answer = await reader.client.get(asset(part))
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["content-encoding"] == "gzip"
        weight += answer.num_bytes_downloaded
    assert weight < 30_000


async def test_all_sheets_are_the_one_that_a_page_loads() -> None:
    assert {path.stem for path in (ROOT / "css").iterdir()} == set(SHEETS)


async def test_a_first_page_brings_its_styles_with_it_and_those_after_it_do_not(reader: Reader) -> None:
    first = await reader.client.get("/", headers=OURS)
    nonce = re.search(r'<style nonce="([^"]+)">:root', first.text)
    assert nonce
    assert f"style-src 'self' 'nonce-{nonce[1]}'" in first.headers["content-security-policy"]
    assert f'<link rel="stylesheet" href="{asset("styles.css")}" media="print">' in first.text
    assert '<link rel="expect" href="#site-foot" blocking="render">' in first.text, "nothing moves while it comes"
    assert 'id="site-foot"' in first.text
    second = await reader.client.get("/", headers=OURS)
    assert "<style" not in second.text
    assert f'<link rel="stylesheet" href="{asset("styles.css")}">' in second.text


async def test_a_first_page_that_is_not_compressed_is_not_made_longer_by_its_styles(reader: Reader) -> None:
    first = await reader.client.get("/", headers={"Accept-Encoding": "gzip", "Sec-Fetch-Site": "cross-site"})
    assert "<style" not in first.text


async def test_what_the_page_s_script_imports_is_named_by_the_page(reader: Reader) -> None:
    page = await reader.go("/")
    named = re.findall(r'<link rel="modulepreload" href="([^"]+)"', page.text)
    imported = re.findall(r'from "\./([a-z]+\.js)"', (ROOT / "js" / "main.js").read_text())
    assert sorted(named) == sorted(asset(f"js/{name}") for name in imported)


@pytest.mark.parametrize("site", ["cross-site", "same-site", None])
async def test_a_page_that_another_site_asked_for_is_not_compressed(site: str | None, reader: Reader) -> None:
    reader.sign_in()
    asked_by = {"Sec-Fetch-Site": site} if site else {}
    page = await reader.client.get("/agent/offers?q=csrf_token", headers={"Accept-Encoding": "gzip"} | asked_by)
    assert "content-encoding" not in page.headers
    assert "content-encoding" in (await reader.client.get("/agent/offers", headers=OURS)).headers


async def test_no_two_answers_carry_the_same_token(reader: Reader) -> None:
    reader.sign_in()
    seen = set()
    for _ in range(2):
        await reader.go("/agent/file")
        tokens = set(re.findall(r'name="csrf_token" value="([0-9a-f]+)"', reader.page.text))
        assert len(tokens) == 1
        seen |= tokens
    assert len(seen) == 2


async def test_the_masthead_s_counter_is_asked_for_while_the_page_asks_for_its_own(reader: Reader) -> None:
    reader.sign_in()
    await reader.go("/agent")  # who it is, is known from here on
    reader.bus.asked.clear()
    reader.bus.held.clear()
    going = asyncio.create_task(reader.go("/agent"))
    async with asyncio.timeout(PATIENCE):
        while len(reader.bus.asked) < 4:
            reader.bus.was_asked.clear()
            await reader.bus.was_asked.wait()
    reader.bus.held.set()
    await going
    assert {type(request) for request, _ in reader.bus.asked} == {GetMe, ListApplications, GetRadar, CountUnread}


@pytest.mark.parametrize("offered", ["", "br", "gzip;q=0", "identity"])
async def test_who_cannot_read_gzip_gets_it_plain(offered: str, reader: Reader) -> None:
    headers = OURS | {"Accept-Encoding": offered}
    for address in ("/", asset("styles.css")):
        answer = await reader.client.get(address, headers=headers)
        assert "content-encoding" not in answer.headers
        assert answer.headers["content-length"] == str(len(answer.content))


async def test_another_versions_file_is_not_kept(reader: Reader) -> None:
    answer = await reader.client.get("/static/yesterday/css/base.css")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")


@pytest.mark.parametrize("path", ["../app.py", "%2e%2e/app.py", "css/%2e%2e/%2e%2e/%2e%2e/app.py"])
async def test_nothing_beside_the_static_files_is_served(reader: Reader, path: str) -> None:
    assert (await reader.client.get(f"/static/x/{path}")).status_code == 404

"""What the browser is given: small, typed in comments, and nothing that the page's policy would refuse."""

import re
from pathlib import Path

import pytest

from gateway.pages.assets import ROOT
from gateway.pages.rendering import TEMPLATES

MODULES = sorted((ROOT / "js").glob("*.js"))
THE_SHEET = '<style nonce="{{ styles_nonce }}">{{ all_styles }}</style>'
"""The one that every page shares, where a first page brings it with it."""
PAGES = sorted(TEMPLATES.rglob("*.html"))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_a_module_is_short_and_asks_to_be_checked(module: Path) -> None:
    source = module.read_text()
    assert source.startswith("// @ts-check\n")
    assert source.count("\n") < 150


def test_every_module_that_is_named_exists() -> None:
    named = {name for module in MODULES for name in re.findall(r'"\./([a-z]+\.js)"', module.read_text())}
    assert named <= {module.name for module in MODULES}
    assert {module.name for module in MODULES} - named == {"main.js", "worker.js"}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_template_bears_a_style_or_a_script_of_its_own(page: Path) -> None:
    source = page.read_text().replace(THE_SHEET, "")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)", source)


def test_every_form_that_posts_carries_its_token_and_its_key() -> None:
    bare = []
    for page in PAGES:
        for form in re.findall(r'<form method="post".*?</form>', page.read_text(), re.DOTALL):
            if "hidden(" not in form and "{{ hidden }}" not in form:
                bare.append(f"{page.name}: {form[:80]}")
    assert bare == []

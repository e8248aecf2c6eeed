"""What is written leads somewhere: links, paths, tests that decisions name, requirements that code cites."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture import documents
from tests.architecture.documents import ROOT, files, pages

ALL = pages()
DECISIONS = sorted(page for page in ALL if re.match(r"docs/decisions/\d", page))
RECIPES = sorted(page for page in ALL if page.startswith("docs/recipes/"))
ELSEWHERE = re.compile(
    r"\b(?:MISSION|SECURITY|ARCHITECTURE|STYLE|PAGES|COMPOSE|API|SIGNED-PAPERS)(?:\.md\b|:? (?:\d|\"|line )|, facts)"
)
"""Notes that were made before the house and are not in it."""
CITED = re.compile(r"docs/(mission|security)\.md,?\s+(?:lines? )?(\d+(?:(?:, | and | to )\d+)*)")
DOCUMENT = re.compile(r"docs/[\w/.-]+\.md")
WRITTEN = {".py", ".md", ".toml", ".conf", ".yaml", ".yml", ".html", ".js", ".css"}
SAID = re.compile(r"^\| *(\d+) *\|.*\| *(met|partly|open) *\|(.*)\|$", re.MULTILINE)


def texts() -> Iterator[tuple[str, str]]:
    """Every file that a person writes."""
    for file in files():
        path = ROOT / file
        if path.suffix in WRITTEN or path.name in {".importlinter", "Makefile", "Dockerfile"}:
            yield file, path.read_text()


@pytest.mark.parametrize("page", ALL)
def test_every_link_leads_somewhere(page: str) -> None:
    assert [link for link in documents.links(page) if not documents.leads_somewhere(page, link)] == []


@pytest.mark.parametrize("page", ALL)
def test_every_path_that_is_written_is_there(page: str) -> None:
    assert [path for path in documents.paths(page) if not documents.is_there(path)] == []


@pytest.mark.parametrize("page", ALL)
def test_every_test_that_is_named_exists(page: str) -> None:
    assert [name for name in documents.named_tests(page) if not documents.is_a_test(name)] == []


def test_no_reason_is_kept_outside_the_repository() -> None:
    mine = str(Path(__file__).relative_to(ROOT))
    assert [(file, found[0]) for file, text in texts() if file != mine and (found := ELSEWHERE.search(text))] == []


def test_every_requirement_that_is_cited_is_there() -> None:
    missing: list[tuple[str, str]] = []
    for file, text in texts():
        for document, cited in CITED.findall(text):
            known = documents.numbers(f"docs/{document}.md")
            missing += [
                (file, f"{document} {number}") for number in re.findall(r"\d+", cited) if int(number) not in known
            ]
        missing += [(file, name) for name in DOCUMENT.findall(text) if not (ROOT / name).exists()]
    assert missing == []


def test_every_requirement_of_security_says_how_far_it_is_met_and_by_which_tests() -> None:
    said = {int(number): (state, shown) for number, state, shown in SAID.findall(documents.prose("docs/security.md"))}
    assert said.keys() == documents.numbers("docs/security.md")
    assert [number for number, (state, shown) in said.items() if state != "open" and "test" not in shown] == []


@pytest.mark.parametrize("page", DECISIONS)
def test_a_decision_is_short_and_says_its_reasons_and_what_enforces_it(page: str) -> None:
    text = (ROOT / page).read_text()
    assert len(text.splitlines()) < 40
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Alternatives", "Decision", "What enforces it"]
    assert documents.named_tests(page) or ".importlinter" in text


def test_every_decision_and_recipe_is_found_from_the_list_of_documents() -> None:
    listed = {f"docs/{link}" for link in documents.links("docs/README.md")}
    assert [page for page in [*DECISIONS, *RECIPES] if page not in listed] == []

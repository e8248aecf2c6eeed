"""Every word of the pages exists, in both languages."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from gateway.language import texts
from gateway.pages.labels import LABELS
from gateway.pages.progress import AT, STEPS
from gateway.pages.rendering import TEMPLATES
from gateway.pages.staff.requests import TOLD
from services.contracts.actor import STAFF
from services.contracts.applications import BenefitCategory, Status
from services.contracts.base import Language, Portal
from services.contracts.documents import DocumentKind, DocumentState, RejectionReason
from services.contracts.identity import EmailState, NumberRequestStatus
from services.contracts.notifications import Topic
from services.contracts.offers import Category

PAGES = Path(__file__).parents[3] / "gateway" / "pages"
LITERAL = re.compile(r"""(?:\b[tn]\(|texts\.[tn]\(|else |flash\.)["']([a-z_]+\.[a-z_.0-9-]+)["']""")
IN_CODE = re.compile(r'"((?:flash|nav|file|password)\.[a-z_]+)"')
STARTS = {
    "status.": get_args(Status),
    "progress.": [*AT, "checking"],
    "step.": STEPS,
    "category.": get_args(BenefitCategory),
    "kind.": get_args(DocumentKind),
    "document_state.": get_args(DocumentState),
    "rejection.": get_args(RejectionReason),
    "email_state.": get_args(EmailState),
    "request_status.": [*get_args(NumberRequestStatus), "all"],
    "request_state.": get_args(NumberRequestStatus),
    "topic.": get_args(Topic),
    "offer_category.": get_args(Category),
    "role.": sorted(STAFF),
    "portal.": [*get_args(Portal), "staff"],
    "sign_in.title_": [*get_args(Portal), "staff"],
    "sign_in.go_": [*get_args(Portal), "staff"],
    "sign_in.already_": [*get_args(Portal), "staff"],
    "sign_in.wrong_portal_text_": [*get_args(Portal), "staff"],
    "welcome.for_": get_args(Portal),
    "benefit.started_": ["draft", "incomplete"],
    "decision.": ["approved", "rejected"],
    "checklist.": ["missing", "wrong", "done"],
    "thread.by_": ["me", "officer", "member"],
    "thread.empty_": ["member", "officer"],
    "requests.communicate_": ["email", "post"],
    "number_request.by_": ["email", "post"],
    "person.": TOLD,
    "situation.": ["single", "couple", "separated", "widowed"],
    "problem_page.": ["403", "404", "409", "429", "500", "503", "other"],
    "done.": [
        f"{subject}.{part}"
        for subject in ("number_request", "first_login", "forgotten_password")
        for part in ("title", "text", "next")
    ],
    "accessibility.": [
        f"{part}{end}" for part in ("state", "tests", "limits", "contact", "appeal") for end in ("", "_title")
    ],
}


def keys() -> Iterator[str]:
    for path in TEMPLATES.rglob("*.html"):
        yield from (key for key in LITERAL.findall(path.read_text()) if not key.endswith((".", "_")))
    for path in PAGES.rglob("*.py"):
        source = path.read_text()
        yield from (key for key in [*LITERAL.findall(source), *IN_CODE.findall(source)])
    yield from LABELS.values()
    for start, ends in STARTS.items():
        yield from (f"{start}{end}" for end in ends)


@pytest.mark.parametrize("language", get_args(Language))
def test_every_key_that_a_page_uses_has_a_text(language: Language) -> None:
    known = texts(language).forms
    assert {key for key in keys() if key not in known} == set()


def test_every_key_put_together_in_a_template_starts_as_one_that_is_checked() -> None:
    started = {
        start for path in TEMPLATES.rglob("*.html") for start in re.findall(r'"([a-z_]+\.[a-z_]*)" ~', path.read_text())
    }
    assert started <= set(STARTS)


def test_both_languages_say_the_same_things() -> None:
    french, english = texts("fr").forms, texts("en").forms
    assert french.keys() == english.keys()
    for key, forms in french.items():
        needed = [set(re.findall(r"{(\w+)}", form)) for form in (*forms, *english[key])]
        assert all(each <= needed[0] | {"count"} for each in needed), key

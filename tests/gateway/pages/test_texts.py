"""Every word of the pages exists, in both languages."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from gateway.language import texts
from gateway.pages.information import ARTICLES, BEFORE_SIGNING_IN, HELP
from gateway.pages.labels import LABELS
from gateway.pages.opening import KINDS
from gateway.pages.progress import AT, STEPS
from gateway.pages.rendering import TEMPLATES
from gateway.pages.staff.account import ACTS as STAFF_ACTS
from gateway.pages.staff.members import ACTS, RESET
from gateway.pages.staff.motifs import MOTIFS
from gateway.pages.staff.requests import TOLD
from services.contracts.actor import STAFF
from services.contracts.acts import ActName, ObjectKind
from services.contracts.applications import AmendmentState, AppealState, BenefitCategory, DecisionKind, Status
from services.contracts.base import Language, Portal
from services.contracts.documents import DocumentKind, DocumentState, PaperKind, RejectionReason, SignatureState
from services.contracts.identity import EmailState, NumberRequestStatus
from services.contracts.identity.corrections import CorrectionField, CorrectionState
from services.contracts.identity.departures import DepartureState
from services.contracts.identity.establishment_changes import ChangeState
from services.contracts.identity.fields import Banner, EmploymentStatus
from services.contracts.identity.rights import NoticeCheck, RightsState
from services.contracts.identity.survivors import Relation
from services.contracts.notifications import Topic
from services.contracts.offers import Category

MEMBER_ACTS = (*ACTS, RESET)

PAGES = Path(__file__).parents[3] / "gateway" / "pages"
LITERAL = re.compile(r"""(?:\b[tn]\(|texts\.[tn]\(|else |flash\.)["']([a-z_]+\.[a-z_.0-9-]+)["']""")
IN_CODE = re.compile(r'"((?:flash|nav|file|password)\.[a-z_]+)"')
STARTS = {
    "status.": get_args(Status),
    "amendment_state.": get_args(AmendmentState),
    "closing.": ("announced", "closed"),
    "late.": ("soon", "late"),
    "queue.tier_": ("above", "unknown"),
    "progress.": [*AT, "checking"],
    "step.": STEPS,
    "category.": get_args(BenefitCategory),
    "kind.": get_args(DocumentKind),
    "document_state.": get_args(DocumentState),
    "rejection.": get_args(RejectionReason),
    "paper.": get_args(PaperKind),
    "signature.": get_args(SignatureState),
    "email_state.": get_args(EmailState),
    "request_status.": [*get_args(NumberRequestStatus), "all"],
    "request_state.": get_args(NumberRequestStatus),
    "topic.": get_args(Topic),
    "offer_category.": get_args(Category),
    "act.": get_args(ActName),
    "object.": get_args(ObjectKind),
    "motif.": [f"{use}_{code}" for use, codes in MOTIFS.items() for code in codes],
    "motif_text.": [f"{use}_{code}" for use, codes in MOTIFS.items() for code in codes],
    "role.": [*sorted(STAFF), "member"],
    "portal.": [*get_args(Portal), "staff"],
    "sign_in.title_": [*get_args(Portal), "staff"],
    "sign_in.go_": [*get_args(Portal), "staff"],
    "sign_in.already_": [*get_args(Portal), "staff"],
    "sign_in.wrong_portal_text_": [*get_args(Portal), "staff"],
    "welcome.for_": get_args(Portal),
    "benefit.started_": ["draft", "incomplete"],
    "clash.": ["mine", "theirs"],
    "draft.short_": ["answers", "documents"],
    "decision.": ["approved", "rejected"],
    "decision_letter.": ["approved", "rejected"],
    "decision_kind.": get_args(DecisionKind),
    "appeal_state.": get_args(AppealState),
    "appeal.state_": get_args(AppealState),
    "appeals.contested_": ["approved", "rejected"],
    "letter.": ["subject", "greeting", "number", "first_login", "keep", "mistake", "signature"],
    "decision.next_": ["approved", "rejected", "paid"],
    "checklist.": ["missing", "wrong", "done"],
    "thread.by_": ["me", "officer", "member"],
    "thread.empty_": ["member", "officer"],
    "account_state.": ["invited", "active", "closed", "disabled"],
    "account_act.": STAFF_ACTS,
    "account_act.text_": STAFF_ACTS,
    "member_act.": MEMBER_ACTS,
    "member_act.text_": MEMBER_ACTS,
    "flash.account_": [act.replace("-", "_") for act in STAFF_ACTS],
    "flash.member_": [act.replace("-", "_") for act in MEMBER_ACTS],
    "requests.communicate_": ["email", "post"],
    "requests.resend_": ["email", "post"],
    "number_request.by_": ["email", "post"],
    "person.": TOLD,
    "situation.": ["single", "couple", "separated", "widowed"],
    "problem_page.": ["403", "404", "409", "429", "500", "503", "other"],
    "done.": [
        f"{subject}.{part}"
        for subject in ("number_request", "first_login", "forgotten_password", "forgotten_number", "second_factor_kept")
        for part in ("title", "text", "next")
    ],
    **{
        f"{subject}.": ["title", "lead", *(f"{part}{end}" for part in parts for end in ("", "_title"))]
        for subject, parts in (ARTICLES | {"help": (*HELP, "contact")}).items()
    },
    "openings.filter_": [*get_args(RightsState), "all"],
    "openings.check_": get_args(NoticeCheck),
    "openings.changed_by.": ["member.verified", "member.declared", "officer.confirmed", "officer.refused"],
    "rights.paper_": KINDS,
    "notice_check.": [each for each in get_args(NoticeCheck) if each != "verified"],
    "rights.file_": KINDS,
    "rights.reuse_": KINDS,
    "rights.sent_": KINDS,
    "rights.state.": get_args(RightsState),
    "rights.state_text.": get_args(RightsState),
    "rights.changed_by.": ["member.verified", "member.declared", "officer.confirmed", "officer.refused"],
    "review.reach_": get_args(Banner),
    "checks.": ["ok", "warning", "blocking"],
    "change_state.": get_args(ChangeState),
    "departure_state.": get_args(DepartureState),
    "relation.": get_args(Relation),
    "survivor_state.": ("invited", "active", "ended"),
    "correction_field.": get_args(CorrectionField),
    "correction_state.": get_args(CorrectionState),
    "correction_states.": [*get_args(CorrectionState), "all"],
    "corrections.proof_": get_args(CorrectionField),
    "employment.": get_args(EmploymentStatus),
    "site.of_": [*get_args(Portal), "staff"],
}


def keys() -> Iterator[str]:
    for path in TEMPLATES.rglob("*.html"):
        yield from (key for key in LITERAL.findall(path.read_text()) if not key.endswith((".", "_")))
    for path in PAGES.rglob("*.py"):
        source = path.read_text()
        yield from (key for key in [*LITERAL.findall(source), *IN_CODE.findall(source)])
    yield from LABELS.values()
    yield from BEFORE_SIGNING_IN.values()
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


ROOT = Path(__file__).parents[3]
WORDS_TO_MEMBERS = [
    *ROOT.glob("gateway/locales/fr/pages_*.po"),
    *ROOT.glob("services/*/locales/fr.po"),
    *ROOT.glob("services/notifications/emails/fr/*.txt"),
]
ACCEPTED = re.compile(r"[^.\"]*(?:demande|document|fichier|pièce)[^.\"]*\baccepté[^.\"]*", re.IGNORECASE)


def test_a_paper_that_passed_its_checks_is_not_called_accepted_nor_is_what_is_granted() -> None:
    assert texts("fr").forms["document_state.accepted"] == ("Contrôlé",)
    assert {path.name for path in WORDS_TO_MEMBERS} >= {"pages_member.po", "fr.po", "application_decided.txt"}
    found = {path.name: said[0] for path in WORDS_TO_MEMBERS if (said := ACCEPTED.search(path.read_text()))}
    assert found == {}

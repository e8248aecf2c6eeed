"""The figures of a refusal are in its text, in both languages, written as people of that language write them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from string import Formatter
from typing import Any
from uuid import uuid4

import pytest
from pydantic import ValidationError

from gateway.figures import filled, places
from gateway.language import texts, translate
from gateway.problems import problem
from gateway.transfers import SizeMismatch
from gateway.verifications import TooManyVerifications
from services.applications.domain.assessment import Assessment
from services.applications.domain.decision import decide
from services.applications.domain.form import Form
from services.applications.domain.form_rules import require_publishable
from services.applications.domain.scale import Estimate
from services.contracts.applications import (
    AmountAboveScale,
    AnswersTooLarge,
    AppealTooLate,
    BadAnswers,
    BadForm,
    BenefitClosed,
    DeadlinePassed,
    DocumentTooLarge,
    NoSuchRevision,
    NotADraft,
    NotEditable,
    NotUnderReview,
    NotWithdrawable,
    TooManyDrafts,
    TooManyDraftsOfBenefit,
    TooManyDraftsStarted,
    TooManyMessages,
    TooManyMessagesInThread,
    WrongDocumentKind,
    WrongDocumentType,
)
from services.contracts.applications import refusals as desk
from services.contracts.base import Language, PageQuery
from services.contracts.documents import DocumentKept, FileTooLarge, QuotaExceeded
from services.contracts.documents.exports import TooManyExports
from services.contracts.identity import Child
from services.contracts.identity.erasure import ApplicationsAreOpen
from services.contracts.identity.refusals import (
    ChangeDateOutOfRange,
    DepartureDateOutOfRange,
    HouseholdDateOutOfRange,
    ImplausibleChildren,
    ImplausibleParts,
    ManyAreSigningIn,
    NoticeOfAnotherYear,
    NoticeSaysOtherwise,
    PasswordTooShort,
    TaxNoticeRequired,
    TooManyAttempts,
    TooManyNumberRequestsForEstablishment,
    TooManyNumberRequestsForPerson,
    TooManyNumberRequestsFromHere,
    TooYoung,
    YearNotOpen,
)
from services.contracts.language import LANGUAGES
from services.contracts.refusals import Invalid, Refusal
from services.documents.domain.filenames import safe_filename
from services.identity.domain.household import Household
from services.kit.rpc.decoding import field_errors
from tests.gateway.raised import raised

NO_FIGURES = {
    "applications-are-open": {"applications"},  # the page names them
    "correction-already-decided": {"state"},  # the text holds for each of them
    "departure-over": {"state"},
    "erasure-is-decided": {"state"},
    "export-not-ready": {"state"},
    "not-for-this-status": {"employment"},  # their file says it, and where it is corrected
    "proof-not-accepted": {"state"},
    "document-not-accepted": {"state"},  # the text holds for each of them
    "quotient-not-confirmed": {"state", "revision"},  # the page shows both beside it
    "rights-already-settled": {"state"},  # the text holds for each of them
    "rule-refuses": {"rules"},  # each says its own sentence, beside its answer
    "stale-version": {"version"},  # a client's, to try again with
    "step-first": {"step"},  # where the page leads
    "unavailable": {"retry_after"},  # a moment: the header says it to a client
    "throttled": {"retry_after"},  # of a calendar: its program reads the header
    "too-many-drafts": {"retry_after"},  # there is room once one is submitted or withdrawn, whatever the clock says
    "too-many-drafts-of-benefit": {"retry_after"},
    "wrong-portal": {"portal"},  # the page links there
}


RAISED = sorted(raised(), key=lambda one: one[2])


def test_refusals_are_found_where_they_are_made() -> None:
    assert len(RAISED) > 100
    assert ("password-too-short", {"shortest"}) in [(code, facts) for code, facts, _ in RAISED]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_shows_every_figure_that_its_refusal_carries_and_none_that_it_lacks(language: Language) -> None:
    wrong = {
        where: (code, facts, shown)
        for code, facts, where in RAISED
        if (shown := set(places(translate(f"problem.{code}.detail", language)))) != facts - NO_FIGURES.get(code, set())
    }
    assert wrong == {}


def test_no_fact_bears_the_name_of_a_member_that_every_problem_has() -> None:
    members = problem(Refusal(), "en").keys()
    assert {where: facts & members for _, facts, where in RAISED if facts & members} == {}


def test_both_languages_write_a_figure_in_the_same_way() -> None:
    french, english = texts("fr").forms, texts("en").forms
    for key in french:
        if key.startswith("problem."):
            assert specifications(french[key][0]) == specifications(english[key][0]), key


def specifications(text: str) -> set[tuple[str, str | None]]:
    return {(name, how) for _, name, how, _ in Formatter().parse(text) if name}


EXAMPLES: list[tuple[Refusal, str, str]] = [
    (AmountAboveScale.at("/amount", "At most 1234.5.", most="1234.5"), "1\u202f234,50\u00a0€", "€1,234.50"),
    (AmountAboveScale.at("/amount", "At most 600.", most="600.00"), "600\u00a0€", "€600"),
    (FileTooLarge.at("/size", "At most 26214400 bytes.", max_bytes=25 * 1024**2), "25\u202fMo", "25 MB"),
    (DocumentTooLarge(max_bytes=1536 * 1024), "1,5\u202fMo", "1.5 MB"),
    (AnswersTooLarge(max_bytes=65536), "64\u202fko", "64 kB"),
    (SizeMismatch(size=512), "1\u202fko", "1 kB"),
    (QuotaExceeded(most_documents=1200, most_bytes=500 * 1024**2), "1\u202f200 documents et 500\u202fMo", "1,200"),
    (BenefitClosed(opens_on="2026-03-01"), "1er mars 2026", "1 March 2026"),
    (DeadlinePassed(closes_on="2026-03-14"), "14 mars 2026", "14 March 2026"),
    (DocumentKept(until="2026-03-14"), "14 mars 2026", "14 March 2026"),
    (PasswordTooShort(shortest=15), "15 caractères", "15 characters"),
    (AppealTooLate(last_day="2026-03-14"), "14 mars 2026", "14 March 2026"),
    (TooManyVerifications(retry_after=42), "42\u202fs", "42 sec"),
    (TooYoung(youngest=16), "16 ans", "at least 16"),
    (YearNotOpen(first=2025, last=2027), "2025 à 2027", "2025 to 2027"),
    (TaxNoticeRequired(income_year=2024), "revenus de 2024", "income of 2024"),
    (NoticeOfAnotherYear(asked=2024, read=2023), "revenus de 2024", "income of 2024"),
    (NoticeSaysOtherwise(says="24000"), "24\u202f000", "24,000"),
    (ImplausibleParts(most="3.5"), "3,5 parts", "3.5 parts"),
    (ImplausibleChildren(years=12), "12 ans", "12 years"),
    (ApplicationsAreOpen(count=1200, applications=[]), "1\u202f200", "1,200"),
    (ChangeDateOutOfRange(first="2026-03-01", last="2026-04-02"), "1er mars 2026", "2 April 2026"),
    (DepartureDateOutOfRange(first="2026-03-01", last="2026-04-02"), "1er mars 2026", "2 April 2026"),
    (HouseholdDateOutOfRange(first="2026-03-01", last="2026-04-02"), "1er mars 2026", "2 April 2026"),
    (TooManyExports(most=1200, retry_after=600), "1\u202f200 copies", "1,200 copies"),
    (NoSuchRevision(revision=3), "la 3", "is 3"),
    (TooManyAttempts(retry_after=17), "17\u202fs", "17 secs"),
    (ManyAreSigningIn(retry_after=600), "10\u00a0min", "10 mins"),
    (WrongDocumentType(accepted=["application/pdf", "image/png"]), "PDF, PNG", "PDF, PNG"),
    (WrongDocumentKind(kind="tax_notice"), "Avis d’imposition", "Tax notice"),
    (NotADraft("It is withdrawn, no longer a draft.", state="withdrawn"), "Retirée", "Withdrawn"),
    (NotEditable(state="paid"), "Payée", "Paid"),
    *((kind(state="paid"), "Payée", "Paid") for kind in (desk.NotAmendable, desk.NotIncomplete)),
    (desk.ClosingAlreadyAnnounced(closes_on="2026-03-14"), "14 mars 2026", "14 March 2026"),
    (NotWithdrawable(state="paid"), "Payée", "Paid"),
    (NotUnderReview(state="expired"), "Expirée", "Expired"),
    (TooManyDrafts(most=1200), "1\u202f200 brouillons", "1,200 open drafts"),
    (TooManyDraftsOfBenefit(most=30), "30 brouillons", "30 open drafts"),
    (TooManyDraftsStarted(most=200, retry_after=600), "10\u00a0min", "10 mins"),
    (TooManyMessages(most=200, retry_after=600), "10\u00a0min", "10 mins"),
    (TooManyMessagesInThread(most=60, retry_after=600), "10\u00a0min", "10 mins"),
    (TooManyNumberRequestsForEstablishment(most=1000, retry_after=600), "10\u00a0min", "10 mins"),
    (TooManyNumberRequestsForPerson(most=50, retry_after=600), "10\u00a0min", "10 mins"),
    (TooManyNumberRequestsFromHere(most=1000, retry_after=600), "1\u202f000 numéros", "1,000 numbers"),
]


@pytest.mark.parametrize(("refusal", "french", "english"), EXAMPLES, ids=lambda one: getattr(one, "code", None))
def test_a_figure_is_written_as_its_reader_writes_it(refusal: Refusal, french: str, english: str) -> None:
    for language, figure in (("fr", french), ("en", english)):
        document = problem(Refusal.from_wire(refusal.to_wire()), language)  # type: ignore[arg-type]  # the two there are
        assert figure in document["detail"]
        assert all(figure in error["detail"] for error in document["errors"])


def test_every_refusal_with_a_figure_has_an_example_here() -> None:
    with_figures = {"many-are-signing-in"} | {code for code, facts, _ in RAISED if facts - NO_FIGURES.get(code, set())}
    assert with_figures - {"streams-full"} == {refusal.code for refusal, _, _ in EXAMPLES}  # the stream's own: a client


@pytest.mark.parametrize("value", [None, "soon", ["x"], {"x": 1}])
def test_a_fact_of_another_kind_than_ours_is_shown_as_it_came(value: Any) -> None:
    for how in ("day", "delay", "money", "number", "size"):
        assert filled(f"{{fact:{how}}}", {"fact": value}, "fr") == str(value)


def test_a_draft_that_was_withdrawn_is_not_called_submitted() -> None:
    document = problem(NotADraft(state="withdrawn"), "fr")
    assert "déposée" not in document["title"] + document["detail"]


ANSWERS: list[tuple[dict[str, Any], Any, str, str]] = [
    ({"type": "number", "maximum": 12345}, 20000, "au plus 12\u202f345", "at most 12,345"),
    ({"type": "number", "minimum": 1.5}, 1, "au moins 1,5", "at least 1.5"),
    ({"type": "number", "exclusiveMinimum": 0}, 0, "plus que 0", "more than 0"),
    ({"type": "number", "exclusiveMaximum": 9}, 9, "moins que 9", "less than 9"),
    ({"type": "number", "multipleOf": 5}, 4, "un multiple de 5", "a multiple of 5"),
    ({"type": "string", "maxLength": 3}, "long", "3 caractères au plus", "at most 3 characters"),
    ({"type": "string", "minLength": 3}, "s", "au moins 3 caractère(s)", "at least 3 character(s)"),
    ({"type": "string", "pattern": "^a$"}, "b", "la forme attendue", "the expected form"),
    ({"type": "string", "format": "date"}, "x", "écrivez une date", "write a date"),
    ({"type": "string", "format": "email"}, "x", "une adresse e-mail", "an e-mail address"),
    ({"type": "string", "enum": ["a"]}, "b", "une des réponses proposées", "one of the answers offered"),
    ({"type": "array", "maxItems": 1, "items": {"type": "number"}}, [1, 2], "1 élément(s) au plus", "at most 1 item"),
    ({"type": "array", "uniqueItems": True, "items": {"type": "number"}}, [1, 1], "ne répétez pas", "twice"),
    ({"type": "number"}, "x", "un nombre", "a number"),
    ({"type": "integer"}, "x", "un nombre entier", "a whole number"),
    ({"type": "boolean"}, "x", "vrai ou faux", "true or false"),
    ({"type": "string"}, 1, "un texte", "a text"),
    ({"type": "array", "items": {"type": "number"}}, 1, "une liste", "a list"),
]


@pytest.mark.parametrize(("question", "answer", "french", "english"), ANSWERS)
def test_a_rule_that_an_answer_breaks_is_told_in_both_languages_with_its_figure(
    question: dict[str, Any], answer: Any, french: str, english: str
) -> None:
    form = Form({"type": "object", "additionalProperties": False, "properties": {"asked": question}})
    with pytest.raises(BadAnswers) as refused:
        form.answered({}, {"asked": answer}, date(2026, 11, 20))
    for language, expected in (("fr", french), ("en", english)):
        document = problem(Refusal.from_wire(refused.value.to_wire()), language)  # type: ignore[arg-type]  # the two there are
        assert [error["pointer"] for error in document["errors"]] == ["/answers/asked"]
        assert expected in document["errors"][0]["detail"]


def test_what_a_service_finds_wrong_with_a_message_is_told_in_both_languages_and_never_the_value() -> None:
    with pytest.raises(ValidationError) as invalid:
        PageQuery.model_validate({"limit": Decimal(7654321), "cursor": "x" * 501})
    wire = Invalid(errors=field_errors(invalid.value)).to_wire()
    assert "7654321" not in str(wire)
    french, english = ["au plus 100", "500 caractères au plus"], ["at most 100", "at most 500 characters"]
    for language, expected in (("fr", french), ("en", english)):
        document = problem(Refusal.from_wire(wire), language)  # type: ignore[arg-type]  # the two there are
        assert [error["detail"] for error in document["errors"]] == expected


TODAY = date(2026, 3, 14)
UNBORN = Child(given_name="Lina", birth_date=date(2026, 3, 15), disabled=False)
NOW = datetime(2026, 3, 14, tzinfo=UTC)
FLAT = Estimate("flat", "2026", illustrative=False, amount=Decimal(600))


@pytest.mark.parametrize(
    ("refuse", "french", "english"),
    [
        (lambda: safe_filename("notice.exe", "application/pdf"), "se termine par .pdf", "ends in .pdf"),
        (lambda: Household(uuid4()).replace(None, None, [UNBORN], Decimal(1), TODAY), "pas encore né", "not born yet"),
        (
            lambda: decide("approved", Decimal(1), None, Assessment((), FLAT, {}), NOW),
            "demande un motif",
            "needs a reason",
        ),
    ],
)
def test_of_a_refusal_with_several_reasons_the_field_says_which(
    refuse: Callable[[], object], french: str, english: str
) -> None:
    with pytest.raises(Invalid) as refused:
        refuse()
    for language, expected in (("fr", french), ("en", english)):
        document = problem(Refusal.from_wire(refused.value.to_wire()), language)  # type: ignore[arg-type]  # the two there are
        assert expected in document["errors"][0]["detail"]


def test_who_writes_a_form_is_told_in_french_what_is_wrong_with_it() -> None:
    properties = {"name": {"type": "string", "title": "Nom", "pattern": "(a|b)+"}}
    with pytest.raises(BadForm) as refused:
        require_publishable({"type": "object", "properties": properties})
    (error,) = problem(refused.value, "fr")["errors"]
    assert error["pointer"] == "/form/properties/name/pattern"
    assert error["detail"].startswith("seulement ^…$ avec des caractères")

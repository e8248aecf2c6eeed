from typing import Any
from uuid import uuid4

import pytest

from services.contracts.applications import (
    AttachDocument,
    BadAnswers,
    ClaimApplication,
    EstimateBenefit,
    GetApplication,
    GetApplicationForm,
    GetBenefit,
    GetReview,
    ListBenefits,
    ListMessages,
    NotAttachable,
    NoThreadYet,
    PostMessage,
    PublishBenefit,
    SaveAnswers,
    StartApplication,
    SubmitApplication,
    UnknownApplication,
    UnknownBenefit,
    WithdrawApplication,
)
from services.contracts.base import Command, Query
from services.contracts.refusals import NotPermitted, StaleVersion, Unavailable
from tests.integration.applications.catalogue import holidays
from tests.integration.applications.desk import Desk


def test_someone_elses_application_does_not_exist(desk: Desk) -> None:
    application = desk.draft(uuid4()).id
    requests: list[Command[Any] | Query[Any]] = [
        GetApplication(application_id=application),
        GetApplicationForm(application_id=application),
        ListMessages(application_id=application),
        SaveAnswers(application_id=application, answers={}),
        SubmitApplication(application_id=application),
        WithdrawApplication(application_id=application),
        PostMessage(application_id=application, body="x"),
    ]

    for request in requests:
        with pytest.raises(UnknownApplication):
            desk.member(uuid4(), request)


def test_a_draft_does_not_exist_for_officers(desk: Desk) -> None:
    application = desk.draft(uuid4()).id
    requests: list[Command[Any] | Query[Any]] = [
        GetReview(application_id=application),
        GetApplicationForm(application_id=application),
        ListMessages(application_id=application),
        ClaimApplication(application_id=application),
    ]

    for request in requests:
        with pytest.raises(UnknownApplication):
            desk.officer(uuid4(), request)


def test_a_draft_has_no_thread(desk: Desk) -> None:
    ana = uuid4()

    with pytest.raises(NoThreadYet):
        desk.member(ana, ListMessages(application_id=desk.draft(ana).id))


def test_the_other_portal_finds_nothing(desk: Desk) -> None:
    with pytest.raises(UnknownBenefit):
        desk.member(uuid4(), GetBenefit(code="holidays"), portal="medical")
    with pytest.raises(UnknownBenefit):
        desk.member(uuid4(), StartApplication(benefit_code="holidays"), portal="medical")
    assert desk.member(uuid4(), ListBenefits(), portal="medical").items == []


def test_members_neither_review_nor_publish(desk: Desk) -> None:
    with pytest.raises(NotPermitted):
        desk.member(uuid4(), ClaimApplication(application_id=uuid4()))
    with pytest.raises(NotPermitted):
        desk.member(uuid4(), holidays())


def test_a_wrong_answer_is_refused_at_its_field_and_nothing_changes(desk: Desk) -> None:
    ana = uuid4()
    draft = desk.draft(ana)

    with pytest.raises(BadAnswers) as refused:
        desk.member(ana, SaveAnswers(application_id=draft.id, answers={"kind": "moon", "zone": "x"}))

    assert [one.pointer for one in refused.value.errors] == ["/answers/kind"]
    assert desk.member(ana, GetApplication(application_id=draft.id)).version == draft.version


def test_what_changed_since_it_was_seen_is_not_overwritten(desk: Desk) -> None:
    ana = uuid4()
    draft = desk.draft(ana)
    command = SaveAnswers(application_id=draft.id, answers={"zone": "x"}, expected_version=draft.version)
    desk.member(ana, command)

    with pytest.raises(StaleVersion):
        desk.member(ana, command)


def test_a_document_that_nobody_knows_or_that_is_anothers_is_not_attached(desk: Desk) -> None:
    ana = uuid4()
    draft = desk.draft(ana)
    for document_id in (uuid4(), desk.document(uuid4()).document_id):
        with pytest.raises(NotAttachable) as refused:
            desk.member(ana, AttachDocument(application_id=draft.id, slot="tax_notice", document_id=document_id))
        assert refused.value.errors[0].pointer == "/document_id"


def test_while_identity_is_silent_nothing_is_started_and_it_is_said_soon(desk: Desk) -> None:
    desk.neighbours.silent = True
    try:
        with pytest.raises(Unavailable):
            desk.member(uuid4(), StartApplication(benefit_code="holidays"))
    finally:
        desk.neighbours.silent = False


def test_an_estimate_is_explained_and_its_answers_are_checked(desk: Desk) -> None:
    children = [{"given_name": "a"}, {"given_name": "b"}]

    estimate = desk.member(uuid4(), EstimateBenefit(code="holidays", answers={"children": children}))

    assert (estimate.quotient, str(estimate.amount.amount)) == (None, "200.00")
    assert "inconnu" in estimate.explanation
    with pytest.raises(BadAnswers):
        desk.member(uuid4(), EstimateBenefit(code="holidays", answers={"children": 3}))


def test_questions_come_in_the_order_in_which_they_were_published(desk: Desk) -> None:
    benefit = desk.member(uuid4(), GetBenefit(code="holidays"))

    assert list(benefit.form["properties"]) == ["zone", "kind", "children"]
    assert benefit.form["properties"]["kind"]["title"] == "Séjour"


def test_a_draft_keeps_the_form_that_it_was_started_with(desk: Desk) -> None:
    ana = uuid4()
    code = f"stay-{uuid4().hex[:8]}"
    desk.catalogue(holidays(code=code))
    draft = desk.draft(ana, code)
    command: PublishBenefit = holidays(code=code, required_documents=[])
    desk.catalogue(command)

    kept = desk.member(ana, GetApplicationForm(application_id=draft.id)).benefit
    assert [one.slot for one in kept.required_documents] == ["tax_notice"]
    assert desk.member(ana, GetBenefit(code=code)).required_documents == []

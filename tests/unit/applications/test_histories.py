"""Random histories of one application: its member, two officers, a supervisor, the clock and its documents, each doing
whatever they can think of through the handlers. Whatever is refused is refused with a code, and what happened keeps to
the table of transitions.

`HISTORIES=10000 python -m pytest tests/unit/applications/test_histories.py` tries more of them.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from services.applications.domain.application import Application
from services.applications.domain.documents import KnownDocument
from services.applications.domain.status import Status
from services.applications.domain.transitions import TABLE
from services.applications.handlers.amend_application import amend_application
from services.applications.handlers.announce_closing import announce_closing
from services.applications.handlers.attach_document import attach_document
from services.applications.handlers.cancel_request import cancel_request
from services.applications.handlers.claim_application import claim_application
from services.applications.handlers.close_announced import close_announced
from services.applications.handlers.decide_application import decide_application
from services.applications.handlers.declare_absence import declare_absence
from services.applications.handlers.detach_document import detach_document
from services.applications.handlers.expire_drafts import expire_drafts
from services.applications.handlers.keep_open import keep_open
from services.applications.handlers.on_document import on_document
from services.applications.handlers.reassign_application import reassign_application
from services.applications.handlers.release_application import release_application
from services.applications.handlers.request_items import request_items
from services.applications.handlers.save_answers import save_answers
from services.applications.handlers.settle_amendment import settle_amendment
from services.applications.handlers.submit_application import submit_application
from services.applications.handlers.withdraw_application import withdraw_application
from services.applications.queries.wording import check_in_all_languages
from services.contracts.applications import (
    AmendApplication,
    AnnounceClosing,
    AttachDocument,
    CancelRequest,
    ClaimApplication,
    DecideApplication,
    DeclareAbsence,
    DetachDocument,
    KeepOpen,
    ReassignApplication,
    ReleaseApplication,
    RequestItems,
    SaveAnswers,
    SettleAmendment,
    SubmitApplication,
    WithdrawApplication,
)
from services.contracts.documents import DocumentKind, DocumentState
from services.contracts.identity.officers import OfficerView
from services.contracts.refusals import Refusal
from tests.unit.applications.contesting import ANA, PAUL, PEOPLE, Contesting
from tests.unit.applications.fakes import InMemoryDeadlines, InMemoryDocuments, InMemoryMessages, InMemoryRulings
from tests.unit.applications.given import (
    NOW,
    applicant,
    benefit,
    discretionary,
    document,
    member,
    officer,
)
from tests.unit.applications.told import pairs, told_by

SAY = check_in_all_languages
HISTORIES = int(os.environ.get("HISTORIES", "60"))
ACTS = 40
"""At most, in one history."""
SLOTS = st.sampled_from(("tax_notice", "invoice"))
ITEMS = st.lists(st.sampled_from(("tax_notice", "invoice", "/kind", "/children")), min_size=1, max_size=3)
ANSWERS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(("camp", "family", None)),
        "camp_name": st.sampled_from(("Les Pins", None)),
        "children": st.sampled_from(([{"given_name": "Zoé", "birth_date": "2015-04-02"}], [{}], None)),
    },
)
LEGAL = {(one.source, one.target) for one in TABLE}


class Histories(Contesting):
    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        person = applicant(ANA)
        aid = benefit(scale=discretionary())
        application = Application.start(aid, person, NOW)
        self.id = application.id
        self.applications = InMemoryDeadlines()
        self.applications.add(application)
        self.documents = InMemoryDocuments()
        self.messages, self.rulings = InMemoryMessages(), InMemoryRulings()
        self.version = 0

    @property
    def application(self) -> Application:
        return self.applications.kept[self.id]

    def tries(self, act: Callable[[], Any]) -> None:
        """Nothing but a refusal keeps anybody from anything."""
        self.now += timedelta(minutes=7)
        with suppress(Refusal):
            act()

    @initialize(how=st.sampled_from(("draft", "submitted", "claimed", "asked", "approved", "rejected")))
    def begins(self, how: str) -> None:
        """So that what comes late is tried as often as what comes first."""
        if how == "draft":
            return
        self.answers({"kind": "family", "children": [{"given_name": "Zoé", "birth_date": "2015-04-02"}]})
        self.attaches("tax_notice", "accepted")
        self.submits()
        if how != "submitted":
            self.claims(PAUL)
        if how == "asked":
            self.requests(PAUL, ["tax_notice", "/kind"])
        if how in ("approved", "rejected"):
            self.decides(PAUL, how, 0)
        assert self.application.status == {"claimed": "under_review", "asked": "incomplete"}.get(how, how)

    # The member.

    @rule(answers=ANSWERS)
    def answers(self, answers: dict[str, Any]) -> None:
        command = SaveAnswers(application_id=self.id, answers=answers)
        self.tries(lambda: save_answers(command, member(ANA), self.now, self.applications))

    @rule(slot=SLOTS, state=st.sampled_from(("accepted", "accepted", "checking")))
    def attaches(self, slot: str, state: DocumentState) -> None:
        paper = document(ANA, state, kind=cast("DocumentKind", slot), version=1)
        command = AttachDocument(application_id=self.id, slot=slot, document_id=paper.id)
        stores = self.applications, self.documents
        self.tries(lambda: attach_document(command, member(ANA), self.now, *stores, paper))

    @rule(slot=SLOTS)
    def detaches(self, slot: str) -> None:
        command = DetachDocument(application_id=self.id, slot=slot)
        self.tries(lambda: detach_document(command, member(ANA), self.applications))

    @rule()
    def submits(self) -> None:
        command = SubmitApplication(application_id=self.id)
        self.tries(lambda: submit_application(command, member(ANA), self.now, self.applications, SAY))

    @rule(really=st.integers(0, 9))
    def withdraws(self, really: int) -> None:
        if really == 0:  # seldom: nothing follows
            command = WithdrawApplication(application_id=self.id)
            self.tries(lambda: withdraw_application(command, member(ANA), self.now, self.applications))

    @rule(answers=ANSWERS, slot=st.none() | SLOTS)
    def amends(self, answers: dict[str, Any], slot: str | None) -> None:
        papers = [document(ANA, kind=cast("DocumentKind", slot))] if slot else []
        command = AmendApplication(
            application_id=self.id, answers=answers, documents={slot: papers[0].id} if slot else {}
        )
        stores = self.applications, self.documents
        self.tries(lambda: amend_application(command, member(ANA), self.now, *stores, papers, SAY))

    # Officers, and who leads them.

    @rule(who=PEOPLE)
    def claims(self, who: UUID) -> None:
        command = ClaimApplication(application_id=self.id)
        self.tries(lambda: claim_application(command, officer(who), self.applications))

    @rule(who=PEOPLE)
    def releases(self, who: UUID) -> None:
        command = ReleaseApplication(application_id=self.id)
        self.tries(lambda: release_application(command, officer(who), self.applications))

    @rule(who=PEOPLE, to=PEOPLE)
    def reassigns(self, who: UUID, to: UUID) -> None:
        command = ReassignApplication(application_id=self.id, officer_id=to)
        seen = OfficerView(id=to, given_name="A", family_name="B", regions=[])
        self.tries(lambda: reassign_application(command, officer(who), self.applications, seen))

    @rule(who=PEOPLE)
    def is_absent(self, who: UUID) -> None:
        self.tries(lambda: declare_absence(DeclareAbsence(officer_id=who), self.applications))

    @rule(who=PEOPLE, items=ITEMS)
    def requests(self, who: UUID, items: list[str]) -> None:
        command = RequestItems(application_id=self.id, items=items, message="Illisible.")
        stores = self.applications, self.messages
        self.tries(lambda: request_items(command, officer(who), self.now, *stores))

    @precondition(lambda self: self.application.waiting.asked)
    @rule(who=PEOPLE, everything=st.booleans())
    def cancels(self, who: UUID, everything: bool) -> None:
        items = list(self.application.waiting.asked)[: None if everything else 1]
        command = CancelRequest(application_id=self.id, items=items)
        stores = self.applications, self.documents
        self.tries(lambda: cancel_request(command, officer(who), self.now, *stores))

    @precondition(lambda self: self.application.amendment is not None)
    @rule(who=PEOPLE, everything=st.booleans())
    def settles(self, who: UUID, everything: bool) -> None:
        waiting = self.application.amendment
        assert waiting is not None
        accept = [one.item for one in waiting.changes][: None if everything else 1]
        command = SettleAmendment(application_id=self.id, amendment_id=waiting.id, accept=accept, reason="Le reste.")
        stores = self.applications, self.documents
        self.tries(lambda: settle_amendment(command, officer(who), self.now, *stores, SAY))

    @rule(who=PEOPLE, outcome=st.sampled_from(("approved", "rejected")), really=st.integers(0, 2))
    def decides(self, who: UUID, outcome: Any, really: int) -> None:
        if really:
            return
        fields = {"amount": "100"} if outcome == "approved" else {"reason": "Non."}
        command = DecideApplication.model_validate({"application_id": self.id, "outcome": outcome, **fields})
        stores = self.applications, self.rulings
        self.tries(lambda: decide_application(command, officer(who), self.now, *stores, SAY))

    @rule(who=PEOPLE)
    def announces_a_closing(self, who: UUID) -> None:
        command = AnnounceClosing(application_id=self.id, reason="Sans réponse.")
        self.tries(lambda: announce_closing(command, officer(who), self.now, self.applications))

    @rule(who=PEOPLE)
    def keeps_it_open(self, who: UUID) -> None:
        self.tries(lambda: keep_open(KeepOpen(application_id=self.id), officer(who), self.applications))

    # What happens by itself.

    @rule(state=st.sampled_from(("accepted", "rejected", "expired", "removed")), which=st.integers(0, 5))
    def a_document_changes(self, state: DocumentState, which: int) -> None:
        if self.documents.kept:
            known = list(self.documents.kept.values())[which % len(self.documents.kept)]
            news: KnownDocument = replace(known, state=state, version=known.version + 1)
            self.tries(lambda: on_document(news, self.now, self.documents, self.applications))

    @rule(days=st.sampled_from((1, 5, 31)))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)
        close_announced(self.now, self.applications)
        expire_drafts(self.now, self.applications)

    # What holds whatever was done.

    @invariant()
    def every_step_is_one_of_the_table(self) -> None:
        assert [pair for pair in pairs(self.applications.events) if pair not in LEGAL] == []

    @invariant()
    def its_history_tells_all_of_it(self) -> None:
        state, claimed_by = told_by(self.applications.events)
        assert (state, claimed_by) == (self.application.status, self.application.review.claimed_by)

    @invariant()
    def it_is_incomplete_while_the_checklist_says_so(self) -> None:
        application = self.application
        lacking = application.lacks()
        if application.status == Status.INCOMPLETE:
            assert lacking
        elif application.status.is_open:
            assert {one.state for one in lacking} <= {"expired"}, "what only expired was good when it was complete"

    @invariant()
    def what_waits_for_an_answer_is_of_what_can_still_change(self) -> None:
        application = self.application
        if application.amendment is not None:
            assert application.status in (Status.SUBMITTED, Status.INCOMPLETE, Status.UNDER_REVIEW)
        if application.closing is not None:
            assert application.status in (Status.INCOMPLETE, Status.EXPIRED, Status.WITHDRAWN)
        assert (application.status == Status.UNDER_REVIEW) <= (application.review.claimed_by is not None)

    @invariant()
    def a_version_never_comes_again(self) -> None:
        assert self.application.version >= self.version
        self.version = self.application.version


TestHistories = Histories.TestCase
TestHistories.settings = settings(
    max_examples=HISTORIES,
    stateful_step_count=ACTS,
    deadline=None,
    derandomize="HISTORIES" not in os.environ,
    suppress_health_check=list(HealthCheck),
)

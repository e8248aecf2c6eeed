"""What is done with a file beside its review: given to another, asked for no longer, ended where it was left."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from services.applications.domain.application import Application
from services.applications.handlers.announce_closing import announce_closing
from services.applications.handlers.cancel_request import cancel_request
from services.applications.handlers.close_announced import close_announced
from services.applications.handlers.declare_absence import declare_absence
from services.applications.handlers.keep_open import keep_open
from services.applications.handlers.reassign_application import reassign_application
from services.contracts.actor import Actor, Role
from services.contracts.applications import (
    AlreadyClaimed,
    AnnounceClosing,
    CancelRequest,
    ClosingAlreadyAnnounced,
    DeclareAbsence,
    KeepOpen,
    NotAsked,
    NotIncomplete,
    NotUnderReview,
    OfficerOutOfReach,
    ReassignApplication,
    UnknownOfficer,
)
from services.contracts.identity.officers import OfficerView
from services.contracts.refusals import Refusal
from tests.unit.applications.fakes import InMemoryApplications, InMemoryDeadlines, InMemoryDocuments
from tests.unit.applications.given import LATER, NOW, applicant, claimed, complete, document, event_types, officer

PAUL, ANNE = uuid4(), uuid4()
SUPERVISOR = Actor(subject=str(uuid4()), portal="staff", roles=frozenset({Role.SUPERVISOR}))


def seen(officer_id: UUID = ANNE, *regions: str) -> OfficerView:
    return OfficerView(id=officer_id, given_name="Anne", family_name="Le Goff", regions=list(regions))


def asked(*items: str) -> Application:
    application = claimed(PAUL)
    application.request(list(items), "Illisible.", PAUL, LATER)
    application.events.clear()
    return application


def reassigned(application: Application, by: Actor, to: OfficerView | None) -> InMemoryApplications:
    applications = InMemoryApplications(application)
    reassign_application(ReassignApplication(application_id=application.id, officer_id=ANNE), by, applications, to)
    return applications


class TestReassigning:
    @pytest.mark.parametrize("by", [officer(PAUL), SUPERVISOR], ids=["whose it is", "a supervisor"])
    def test_a_file_goes_to_a_colleague_and_waits_as_long_as_it_has_waited(self, by: Actor) -> None:
        application = claimed(PAUL)
        applications = reassigned(application, by, seen())
        kept = applications.get(application.id)
        assert (kept.status, kept.review.claimed_by) == ("under_review", ANNE)
        assert kept.review.completed_at == application.review.completed_at
        assert applications.event_types == ["application_reassigned"]

    def test_what_nobody_has_may_be_given_by_any_officer(self) -> None:
        application = complete()
        kept = reassigned(application, officer(PAUL), seen()).get(application.id)
        assert (kept.status, kept.review.claimed_by) == ("under_review", ANNE)

    def test_what_waits_for_its_member_comes_back_to_the_new_officer(self) -> None:
        application = asked("invoice")
        kept = reassigned(application, officer(PAUL), seen()).get(application.id)
        kept.attach("invoice", document(kept.member_id, kind="invoice"), at=LATER)
        assert (kept.status, kept.review.claimed_by) == ("under_review", ANNE)

    @pytest.mark.parametrize(
        ("by", "to", "refusal"),
        [
            (officer(uuid4()), seen(), AlreadyClaimed),
            (officer(PAUL), None, UnknownOfficer),
            (officer(PAUL), seen(ANNE, "Ailleurs"), OfficerOutOfReach),
        ],
    )
    def test_who_may_not_is_told_why(self, by: Actor, to: OfficerView | None, refusal: type[Refusal]) -> None:
        with pytest.raises(refusal):
            reassigned(claimed(PAUL), by, to)

    def test_an_officer_of_its_region_may_have_it(self) -> None:
        member = applicant(region="Bretagne")
        application = claimed(PAUL, applicant=member, member_id=member.member_id)
        assert reassigned(application, officer(PAUL), seen(ANNE, "Bretagne")).saved == 1

    def test_what_is_decided_is_given_to_nobody(self) -> None:
        application = claimed(PAUL)
        application.decide("rejected", None, "Non.", LATER)
        with pytest.raises(NotUnderReview):
            reassigned(application, SUPERVISOR, seen())


def test_all_that_an_absent_colleague_has_goes_back_to_the_queue_once() -> None:
    theirs, waits, others = claimed(PAUL), asked("tax_notice"), claimed(ANNE)
    applications = InMemoryApplications(theirs, waits, others)
    assert [declare_absence(DeclareAbsence(officer_id=PAUL), applications) for _ in range(2)] == [2, 0]
    kept = [applications.get(one.id) for one in (theirs, waits, others)]
    assert [one.status for one in kept] == ["submitted", "incomplete", "under_review"]
    assert [one.review.claimed_by for one in kept] == [None, None, ANNE]


def cancelled(application: Application, *items: str, documents: InMemoryDocuments) -> InMemoryApplications:
    applications = InMemoryApplications(application)
    command = CancelRequest(application_id=application.id, items=list(items))
    cancel_request(command, officer(PAUL), LATER + timedelta(days=1), applications, documents)
    return applications


class TestCancellingARequest:
    def test_a_file_is_where_it_was_with_the_document_that_had_to_make_way(self) -> None:
        application = claimed(PAUL)
        notice = application.documents["tax_notice"]
        application.request(["tax_notice"], "Illisible.", PAUL, LATER)
        application.events.clear()
        applications = cancelled(application, "tax_notice", documents=InMemoryDocuments(notice))
        kept = applications.get(application.id)
        assert (kept.status, kept.review.claimed_by, kept.missing) == ("under_review", PAUL, [])
        assert kept.documents == {"tax_notice": notice}
        assert kept.review.completed_at == NOW, "it has waited since then"
        assert applications.event_types == ["request_cancelled", "application_completed"]

    def test_a_better_document_that_has_come_stays(self) -> None:
        application = claimed(PAUL)
        former = application.documents["tax_notice"]
        application.request(["tax_notice", "invoice"], "Illisible.", PAUL, LATER)
        application.attach("tax_notice", better := document(application.member_id), at=LATER)
        kept = cancelled(application, "tax_notice", documents=InMemoryDocuments(former)).get(application.id)
        assert kept.documents["tax_notice"] == better
        assert [one.item for one in kept.missing] == ["invoice"]

    def test_what_else_is_asked_for_is_still_waited_for_and_nothing_else_is_open(self) -> None:
        application = asked("/kind", "invoice")
        kept = cancelled(application, "/kind", documents=InMemoryDocuments()).get(application.id)
        assert kept.status == "incomplete"
        assert [one.item for one in kept.missing] == ["invoice"]
        assert not kept.waiting.allows("/kind")

    def test_a_document_that_is_gone_is_still_missing(self) -> None:
        application = claimed(PAUL)
        gone = document(application.member_id, "removed", id=application.documents["tax_notice"].id)
        application.request(["tax_notice"], "Illisible.", PAUL, LATER)
        kept = cancelled(application, "tax_notice", documents=InMemoryDocuments(gone)).get(application.id)
        assert [one.item for one in kept.missing] == ["tax_notice"]

    def test_what_nobody_asks_for_is_refused(self) -> None:
        with pytest.raises(NotAsked):
            cancelled(asked("invoice"), "tax_notice", documents=InMemoryDocuments())

    def test_only_what_waits_for_its_member_can_be(self) -> None:
        with pytest.raises(NotIncomplete):
            cancelled(claimed(PAUL), "tax_notice", documents=InMemoryDocuments())


class TestClosing:
    def announced(self) -> Application:
        application = asked("invoice")
        applications = InMemoryApplications(application)
        command = AnnounceClosing(application_id=application.id, reason="Sans réponse.")
        announce_closing(command, officer(PAUL), NOW, applications)
        assert applications.event_types == ["closing_announced"]
        return applications.get(application.id)

    def test_it_is_closed_after_its_last_day_and_not_on_it(self) -> None:
        """30 days after 20 November: to the end of 20 December in Paris."""
        application = self.announced()
        deadlines = InMemoryDeadlines(application)
        close_announced(NOW.replace(month=12, hour=22, minute=59), deadlines)
        assert deadlines.get(application.id).status == "incomplete"
        close_announced(NOW.replace(month=12, hour=23), deadlines)
        kept = deadlines.get(application.id)
        assert (kept.status, deadlines.event_types) == ("expired", ["application_closed"])
        assert kept.closing is not None

    def test_it_is_not_where_it_was_completed_in_time(self) -> None:
        application = self.announced()
        application.attach("invoice", document(application.member_id, kind="invoice"), at=LATER)
        assert (application.status, application.closing) == ("under_review", None)
        assert event_types(application) == ["closing_withdrawn", "application_completed"]

    def test_an_officer_takes_it_back_once(self) -> None:
        application = self.announced()
        applications = InMemoryApplications(application)
        for _ in range(2):
            keep_open(KeepOpen(application_id=application.id), officer(PAUL), applications)
        assert applications.get(application.id).closing is None
        assert applications.event_types == ["closing_withdrawn"]

    def test_it_is_announced_once(self) -> None:
        application = self.announced()
        with pytest.raises(ClosingAlreadyAnnounced):
            application.announce_closing("Encore.", PAUL, LATER)

    def test_what_does_not_wait_for_its_member_is_not_closed(self) -> None:
        application = claimed(PAUL)
        command = AnnounceClosing(application_id=application.id, reason="Sans réponse.")
        with pytest.raises(NotIncomplete):
            announce_closing(command, officer(PAUL), NOW, InMemoryApplications(application))

    def test_a_colleagues_file_is_not_closed(self) -> None:
        application = asked("invoice")
        command = AnnounceClosing(application_id=application.id, reason="Sans réponse.")
        with pytest.raises(AlreadyClaimed):
            announce_closing(command, officer(ANNE), NOW, InMemoryApplications(application))

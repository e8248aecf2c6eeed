from uuid import uuid4

import pytest

from services.applications.handlers.on_account_closed import on_account_closed
from services.applications.handlers.on_staff_roles_changed import on_staff_roles_changed
from services.applications.handlers.release_application import release_application
from services.contracts.actor import Role
from services.contracts.applications import AlreadyClaimed, NotClaimedByYou, NotUnderReview, ReleaseApplication
from services.contracts.identity import AccountClosed, StaffRolesChanged
from tests.unit.applications.fakes import InMemoryApplications, InMemoryCalendars, InMemoryRulings
from tests.unit.applications.given import LATER, claimed, complete, officer

PAUL = uuid4()


@pytest.mark.parametrize(
    "left",
    [
        AccountClosed(account_id=PAUL, portal="staff"),
        StaffRolesChanged(account_id=PAUL, roles=[Role.FINANCE]),
        StaffRolesChanged(account_id=PAUL, roles=[Role.OFFICER], regions=["Ailleurs"]),
    ],
)
def test_what_an_officer_who_left_had_claimed_is_anybodys_again(left: AccountClosed | StaffRolesChanged) -> None:
    theirs, asked, decided = claimed(PAUL), claimed(PAUL), claimed(PAUL)
    asked.request(["tax_notice"], "Illisible.", PAUL, LATER)
    decided.decide("rejected", None, "Non.", LATER)
    applications = InMemoryApplications(theirs, asked, decided, others := claimed(uuid4()))
    for _ in range(2):
        if isinstance(left, AccountClosed):
            on_account_closed(left, applications, InMemoryCalendars({PAUL: "a hash"}), InMemoryRulings())
        else:
            on_staff_roles_changed(left, applications, InMemoryRulings())
    kept = [applications.get(one.id) for one in (theirs, asked, decided, others)]
    assert [one.status for one in kept] == ["submitted", "incomplete", "rejected", "under_review"]
    assert [one.review.claimed_by for one in kept] == [None, None, PAUL, others.review.claimed_by]
    assert applications.event_types.count("application_released") == 2
    assert kept[0].review.completed_at == theirs.review.completed_at, "it has waited since then"


def test_an_officer_whose_other_roles_change_keeps_what_they_claimed() -> None:
    applications = InMemoryApplications(application := claimed(PAUL))
    on_staff_roles_changed(StaffRolesChanged(account_id=PAUL, roles=[Role.OFFICER]), applications, InMemoryRulings())
    assert applications.get(application.id).review.claimed_by == PAUL


def test_an_officer_gives_back_what_they_took_and_it_waits_as_long_as_it_has_waited() -> None:
    applications = InMemoryApplications(application := claimed(PAUL))
    release_application(ReleaseApplication(application_id=application.id), officer(PAUL), applications)
    kept = applications.get(application.id)
    assert (kept.status, kept.review.claimed_by) == ("submitted", None)
    assert kept.review.completed_at == application.review.completed_at
    assert applications.event_types == ["application_released"]


def test_what_waits_for_the_member_is_given_back_too() -> None:
    application = claimed(PAUL)
    application.request(["tax_notice"], "Illisible.", PAUL, LATER)
    applications = InMemoryApplications(application)
    release_application(ReleaseApplication(application_id=application.id), officer(PAUL), applications)
    kept = applications.get(application.id)
    assert (kept.status, kept.review.claimed_by) == ("incomplete", None)


def test_only_who_has_it_gives_it_back_and_only_until_it_is_decided() -> None:
    decided = claimed(PAUL)
    decided.decide("rejected", None, "Non.", LATER)
    for application, refusal in (
        (complete(), NotClaimedByYou),
        (claimed(uuid4()), AlreadyClaimed),
        (decided, NotUnderReview),
    ):
        with pytest.raises(refusal):
            release_application(
                ReleaseApplication(application_id=application.id), officer(PAUL), InMemoryApplications(application)
            )

"""What must hold before anything is done with an application."""

from collections.abc import Collection
from uuid import UUID

from services.applications.domain.appeal import Appeal
from services.applications.domain.application import Application
from services.applications.domain.correction import Correction
from services.applications.domain.status import Status
from services.contracts.actor import Actor, Role
from services.contracts.applications import (
    LEADS,
    AlreadyClaimed,
    Author,
    DraftOfOtherPortal,
    NoOpenAppeal,
    NotADraft,
    NotAmendable,
    NotClaimedByYou,
    NotComplete,
    NotEditable,
    NoThreadYet,
    NotIncomplete,
    NotUnderReview,
    NotWithdrawable,
    OfficerOutOfReach,
    UnknownApplication,
    UnknownDecisionCorrection,
    UnknownItem,
)
from services.contracts.pointers import is_pointer
from services.contracts.refusals import StaleVersion


def require_owner(application: Application, actor: Actor) -> None:
    if application.member_id != actor.id:
        raise UnknownApplication


def require_submitted_once(application: Application) -> None:
    """Before that it is the member's alone, and officers must not learn that it exists."""
    if application.submitted_at is None:
        raise UnknownApplication


def require_reach(application: Application, actor: Actor) -> None:
    if not is_in(application, actor.regions):
        raise UnknownApplication


def is_in(application: Application, regions: Collection[str]) -> bool:
    """Where the role of an officer is good; in none by name: everywhere."""
    return not regions or application.applicant.facts.get("region") in regions


def require_side(application: Application, actor: Actor) -> Author:
    """That of the actor in its thread."""
    if Role.OFFICER in actor.roles:
        require_submitted_once(application)
        return "officer"
    require_owner(application, actor)
    return "member"


def require_version(application: Application, expected: int | None) -> None:
    if expected is not None and expected != application.version:
        raise StaleVersion(version=application.version)


def require_draft(application: Application) -> None:
    if application.status != Status.DRAFT:
        raise NotADraft(f"It is {application.status}, no longer a draft.", state=application.status)


def require_portal(application: Application, actor: Actor) -> None:
    """A member whose profession is one of the other portal now finds what they have there, and asks under its rules."""
    if application.benefit.portal != actor.portal:
        raise DraftOfOtherPortal("This benefit is none of your portal any more: start again there.")


def require_editable(application: Application) -> None:
    if not application.status.is_editable:
        raise NotEditable(state=application.status)


def require_withdrawable(application: Application) -> None:
    if not application.status.is_undecided:
        raise NotWithdrawable(state=application.status)


def require_thread(application: Application) -> None:
    if application.submitted_at is None:
        raise NoThreadYet


def require_complete(application: Application) -> None:
    if application.status == Status.INCOMPLETE:
        raise NotComplete


def require_claimable_by(application: Application, officer_id: UUID) -> None:
    if not application.status.is_open:
        raise NotUnderReview(state=application.status)
    if application.review.claimed_by not in (None, officer_id):
        raise AlreadyClaimed


def require_claimed_by(application: Application, officer_id: UUID) -> None:
    """Whose it is comes first: nobody's, or another officer's."""
    require_held_by(application, officer_id)
    if application.status != Status.UNDER_REVIEW:
        raise NotUnderReview(state=application.status)


def require_held_by(application: Application, officer_id: UUID) -> None:
    """Also while it waits for the member."""
    require_undecided(application)
    if application.review.claimed_by != officer_id:
        raise NotClaimedByYou if application.review.claimed_by is None else AlreadyClaimed


def require_undecided(application: Application) -> None:
    if not application.status.is_undecided:
        raise NotUnderReview(state=application.status)


def require_incomplete(application: Application) -> None:
    """It waits for its member."""
    if application.status != Status.INCOMPLETE:
        raise NotIncomplete(state=application.status)


def require_free_or_held_by(application: Application, officer_id: UUID) -> None:
    if application.review.claimed_by not in (None, officer_id):
        raise AlreadyClaimed


def require_mine_to_give(application: Application, actor: Actor) -> None:
    """Whose it is gives it on, and so does whoever leads; what nobody has, any officer."""
    if actor.roles.isdisjoint(LEADS):
        require_free_or_held_by(application, actor.id)


def require_good_for(application: Application, regions: Collection[str]) -> None:
    """`regions`: where the role of the officer who gets it is good."""
    if not is_in(application, regions):
        raise OfficerOutOfReach


def require_amendable(application: Application) -> None:
    """A draft is changed as such."""
    if application.status == Status.DRAFT or not application.status.is_undecided:
        raise NotAmendable(state=application.status)


def require_appeal_held_by(appeal: Appeal | None, officer_id: UUID) -> None:
    if appeal is None:
        raise NoOpenAppeal
    appeal.require_held_by(officer_id)


def require_may_refuse(correction: Correction | None, actor: Actor) -> None:
    """A supervisor, or who proposed it."""
    if correction is None or (Role.SUPERVISOR not in actor.roles and correction.proposed_by != actor.id):
        raise UnknownDecisionCorrection


def require_known_items(application: Application, items: list[str]) -> None:
    benefit, answers = application.benefit, application.answers
    for index, item in enumerate(items):
        if not benefit.has_item(item) or (is_pointer(item) and not benefit.form.asks(item, answers)):
            raise UnknownItem.at(f"/items/{index}", "Neither a document nor a question of this form.")

"""Who may do what, said once and beside the routes: what a route declares counts only as far as its area goes."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from services.contracts.actor import ANYBODY, APPLICANTS, EVERYONE_SIGNED_IN, MEMBERS, STAFF, SURVIVORS, Role
from services.contracts.applications import LEADS
from tests.trust.declared import Roles, Route, both

OFFICERS: Final = frozenset({Role.OFFICER})
EDITORS: Final = frozenset({Role.CATALOGUE})
CORRESPONDENTS: Final = frozenset({Role.ESTABLISHMENT})
ADMINISTRATORS: Final = frozenset({Role.ADMINISTRATOR})
AUDITORS: Final = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
DECIDERS: Final = frozenset({Role.OFFICER, Role.SUPERVISOR})
NUMBERS: Final = frozenset({Role.OFFICER, Role.ESTABLISHMENT})
PEOPLE: Final = APPLICANTS | STAFF
WITH_A_FACTOR: Final = EVERYONE_SIGNED_IN - SURVIVORS

AREAS: Final[dict[str, Roles]] = {
    "/api/v1/portals": ANYBODY,
    "/api/v1/establishments": ANYBODY,
    "/api/v1/number-requests": ANYBODY,
    "/api/v1/auth/login": ANYBODY,
    "/api/v1/auth/refresh": ANYBODY,
    "/api/v1/auth/first-login": ANYBODY,
    "/api/v1/auth/forgotten-password": ANYBODY,
    "/api/v1/auth/forgotten-number": ANYBODY,
    "/api/v1/auth/totp/keep": ANYBODY,
    "/api/v1/auth/totp/recovery-codes": MEMBERS | STAFF,
    "/api/v1/auth/reset-password": ANYBODY,
    "/api/v1/auth/totp": WITH_A_FACTOR,
    "/api/v1/auth": EVERYONE_SIGNED_IN,
    "/api/v1/me": PEOPLE,
    "/api/v1/me/deadlines.ics": ANYBODY,
    "/api/v1/notifications": PEOPLE,
    "/api/v1/applications": APPLICANTS | OFFICERS,
    "/api/v1/messages": MEMBERS | OFFICERS,
    "/api/v1/documents": APPLICANTS | OFFICERS,
    "/api/v1/benefits": APPLICANTS | OFFICERS | EDITORS,
    "/api/v1/offers": MEMBERS,
    "/api/v1/campaigns": MEMBERS,
    "/api/v1/staff/applications": OFFICERS,
    "/api/v1/staff/applications/{application_id}/reassign": OFFICERS | LEADS,
    "/api/v1/staff/officers": OFFICERS | LEADS,
    "/api/v1/staff/messages": OFFICERS,
    "/api/v1/staff/applications/{application_id}/correct-decision": DECIDERS,
    "/api/v1/staff/decision-corrections": DECIDERS,
    "/api/v1/staff/appeals": OFFICERS,
    "/api/v1/verify": ANYBODY,
    "/api/v1/staff/number-requests": NUMBERS,
    "/api/v1/staff/waiting": NUMBERS,
    "/api/v1/staff/erasures": OFFICERS,
    "/api/v1/staff/rights": OFFICERS,
    "/api/v1/staff/survivors": OFFICERS,
    "/api/v1/staff/corrections": OFFICERS,
    "/api/v1/staff/departures": CORRESPONDENTS,
    "/api/v1/staff/benefits": EDITORS,
    "/api/v1/staff/offers": EDITORS,
    "/api/v1/staff/campaigns": EDITORS,
    "/api/v1/staff/establishments": ADMINISTRATORS,
    "/api/v1/staff/accounts": ADMINISTRATORS,
    "/api/v1/staff/members": ADMINISTRATORS | OFFICERS,
    "/api/v1/staff/audit": AUDITORS,
    "/": ANYBODY,
    "/number-request": ANYBODY,
    "/accessibility": ANYBODY,
    "/help": ANYBODY,
    "/legal-notice": ANYBODY,
    "/personal-data": ANYBODY,
    "/site-map": ANYBODY,
    "/robots.txt": ANYBODY,
    "/offline": ANYBODY,
    "/worker.js": ANYBODY,
    "/styleguide": ANYBODY,
    "/first-login": ANYBODY,
    "/forgotten-password": ANYBODY,
    "/forgotten-number": ANYBODY,
    "/keep-second-factor": ANYBODY,
    "/reset-password": ANYBODY,
    "/set-password": ANYBODY,
    "/health": ANYBODY,
    "/metrics": frozenset(),
    "/{portal}/sign-in": ANYBODY,
    "/{portal}/sign-out": EVERYONE_SIGNED_IN,
    "/{portal}/set-password": EVERYONE_SIGNED_IN,
    "/{portal}/totp": WITH_A_FACTOR,
    "/{portal}/recovery-codes": MEMBERS | STAFF,
    "/{portal}": APPLICANTS,
    "/{portal}/messages": MEMBERS,
    "/{portal}/offers": MEMBERS,
    "/{portal}/file/calendar": MEMBERS,
    "/{portal}/notifications/preferences": MEMBERS,
    "/staff": STAFF,
    "/staff/applications": OFFICERS,
    "/staff/claims": LEADS,
    "/staff/messages": OFFICERS,
    "/staff/appeals": OFFICERS,
    "/staff/decision-corrections": DECIDERS,
    "/verify": ANYBODY,
    "/staff/requests": NUMBERS,
    "/staff/erasures": OFFICERS,
    "/staff/rights": OFFICERS,
    "/staff/survivors": OFFICERS,
    "/staff/corrections": OFFICERS,
    "/staff/departures": CORRESPONDENTS,
    "/staff/accounts": ADMINISTRATORS,
    "/staff/members": ADMINISTRATORS | OFFICERS,
    "/staff/audit": AUDITORS,
}
"""Who has any business there: the longest beginning of the address counts. `/` is itself alone. Nobody: a token of
its own opens it, which is nobody's session."""


class Came(Enum):
    """How somebody shows who they are."""

    WITH_A_TOKEN = auto()
    """In `Authorization`; on a page, in its portal's cookie, for nothing else counts there."""
    WITH_A_COOKIE = auto()
    BY_TOKEN_ALONE = auto()
    """In `Authorization` also on a page."""
    WITHOUT_A_FORMS_TOKEN = auto()
    WITH_ANOTHERS_FORMS_TOKEN = auto()
    FROM_ANOTHER_SITE = auto()
    WITH_ANOTHER_PORTALS_COOKIE = auto()


NO_FORM_OF_THEIRS = frozenset({Came.WITHOUT_A_FORMS_TOKEN, Came.WITH_ANOTHERS_FORMS_TOKEN})
"""What another site could make a browser send, if it could hide where it comes from."""


@dataclass(frozen=True)
class Caller:
    """`roles`: empty where what they show opens no session."""

    name: str
    token: Callable[[], str]
    roles: Roles = frozenset()
    portal: str = ""
    came: Came = Came.WITH_A_TOKEN
    step: str = ""
    """What they must do before anything else."""
    owns: bool = False
    """What is looked at is theirs."""
    own_establishment: bool = False
    """They speak for the establishment that what is looked at was asked of."""


Right = Callable[[Caller, Roles], bool]
"""Of this caller, with those of their roles that the route lets in."""


def _the_owner(caller: Caller, _through: Roles) -> bool:
    return caller.owns


def _the_owner_or_an_officer(caller: Caller, through: Roles) -> bool:
    return caller.owns or Role.OFFICER in through


def _whose_work_it_is(caller: Caller, through: Roles) -> bool:
    return Role.OFFICER in through or (Role.ESTABLISHMENT in through and caller.own_establishment)


def _of_the_agents_portal(caller: Caller, through: Roles) -> bool:
    """A survivor finds only what is for survivors, which these are not."""
    return (caller.portal == "agent" and Role.SURVIVOR not in through) or not through.isdisjoint(STAFF)


def _an_administrator(_caller: Caller, through: Roles) -> bool:
    return Role.ADMINISTRATOR in through


def _an_officer(_caller: Caller, through: Roles) -> bool:
    return Role.OFFICER in through


def _who_hands_over(_caller: Caller, through: Roles) -> bool:
    """Without being shown the file."""
    return not through.isdisjoint(OFFICERS | LEADS)


def _who_sees_to_accounts(_caller: Caller, through: Roles) -> bool:
    return not through.isdisjoint({Role.OFFICER, Role.ADMINISTRATOR})


def _the_owner_or_who_decides(caller: Caller, through: Roles) -> bool:
    return caller.owns or not through.isdisjoint(DECIDERS)


def _a_supervisor(_caller: Caller, through: Roles) -> bool:
    """Who proposed it finds it too: of those who try it is a supervisor."""
    return Role.SUPERVISOR in through


def _anybody(_caller: Caller, _through: Roles) -> bool:
    return True


WHOSE: Final[dict[str, Right]] = {
    "application": _the_owner_or_an_officer,
    "decided": _the_owner_or_who_decides,
    "decision_correction": _a_supervisor,
    "letter": _anybody,
    "document": _the_owner_or_an_officer,
    "thread": _the_owner_or_an_officer,
    "rights": _the_owner_or_an_officer,
    "draft": _the_owner,
    "awaiting_upload": _the_owner,
    "uploaded": _the_owner,
    "notification": _the_owner,
    "session": _the_owner,
    "asked": _whose_work_it_is,
    "assigned": _whose_work_it_is,
    "offer": _of_the_agents_portal,
    "benefit": _of_the_agents_portal,
    "handed_over": _who_hands_over,
    "export": _the_owner,
    "erasure": _an_officer,
    "correction": _an_officer,
    "departure": _whose_work_it_is,
    "survivor": _an_officer,
    "colleague": _an_administrator,
    "departed": _who_sees_to_accounts,
}
"""By the name that a thing has among the belongings: who finds it. To everybody else it is not there."""

ANSWERED = "an answer"
NO_SESSION = "401"
NOT_YOURS = "403"
NOT_THERE = "404"
STEP_FIRST = "303 to the step"


def area(route: Route) -> Roles | None:
    beginnings = [one for one in AREAS if route.path == one or (one != "/" and route.path.startswith(f"{one}/"))]
    return AREAS[max(beginnings, key=len)] if beginnings else None


def beyond(route: Route) -> Roles:
    """Whom the route lets in and its area does not."""
    allowed = area(route) or frozenset()
    return frozenset() if route.is_probe or Role.VISITOR in allowed else route.roles - allowed


def expected(route: Route, caller: Caller, thing: str, portal: str) -> str:
    """`portal`: whose page it is."""
    roles = both(route.roles, area(route) or frozenset())
    known = bool(caller.roles) and (not route.is_page or _shows_a_session_of(portal, caller))
    if _comes_from_elsewhere(route, caller, known or Role.VISITOR in roles):
        return NOT_YOURS
    if Role.VISITOR in roles:
        return ANSWERED
    if not known or not roles:
        return NO_SESSION
    another_step = caller.step == "set-password" and "totp" in route.path
    if caller.step and route.is_page and (not route.is_step or (another_step and not route.changes)):
        return STEP_FIRST
    through = caller.roles & roles
    if not through or another_step:
        return NOT_YOURS
    return ANSWERED if not thing or WHOSE[thing](caller, through) else NOT_THERE


def _comes_from_elsewhere(route: Route, caller: Caller, heard: bool) -> bool:
    """A form's token belongs to a session: where none is open that is what they hear first."""
    came = caller.came
    return route.changes and (came is Came.FROM_ANOTHER_SITE or (heard and came in NO_FORM_OF_THEIRS))


def _shows_a_session_of(portal: str, caller: Caller) -> bool:
    unseen = {Came.BY_TOKEN_ALONE, Came.WITH_ANOTHER_PORTALS_COOKIE}
    return caller.portal == portal and caller.came not in unseen

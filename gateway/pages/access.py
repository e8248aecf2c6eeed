"""Who may open a page: members by the portal that the address names, staff by their roles."""

from collections.abc import AsyncIterator
from typing import Annotated, get_args

from fastapi import Depends
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request

from gateway.pages.context import PageContext
from gateway.security import Access, Caller, public_page
from services.contracts.actor import APPLICANTS, EVERYONE_SIGNED_IN, STAFF, SURVIVORS, Role
from services.contracts.applications import LEADS
from services.contracts.base import Portal
from services.contracts.identity import AssertionView, ListAudit
from services.contracts.refusals import NotPermitted


class _Portal(Convertor[str]):
    """`/{portal:portal}/benefits`: one of the two portals of members, nothing else."""

    regex = "|".join(get_args(Portal))

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


class _SignInPortal(_Portal):
    regex = "agent|medical|staff"


register_url_convertor("portal", _Portal())
register_url_convertor("sign_in_portal", _SignInPortal())


class StepFirst(NotPermitted):
    """Signed in, but a password is to be set or a second factor enrolled before anything else."""


class PageAccess(Access):
    """A page of the portal that the address names, or of the staff's."""

    def __init__(self, *roles: Role, unfinished: bool = False) -> None:
        super().__init__(frozenset(roles), None, page=True)
        self.unfinished = unfinished

    async def __call__(self, request: Request) -> Caller:
        portal = request.path_params.get("portal", "staff")
        return await _PageOfPortal(self.roles, portal, self.unfinished)._admit(request, None)


class _PageOfPortal(Access):
    def __init__(self, roles: frozenset[Role], portal: str, unfinished: bool) -> None:
        super().__init__(roles, portal, page=True)  # type: ignore[arg-type]  # the convertors let nothing else in
        self.unfinished = unfinished

    def _require(self, session: AssertionView | None) -> None:
        if session is not None and session.portal == self.portal and not self.unfinished:
            if session.must_change_password:
                raise StepFirst("A password is to be set first.", step="set-password")
            if session.must_enrol_totp:
                raise StepFirst("A second factor is to be enrolled first.", step="totp")
        super()._require(session)


def page_for(access: Access) -> object:
    async def page(request: Request, caller: Annotated[Caller, Depends(access)]) -> AsyncIterator[PageContext]:
        context = PageContext(request, caller)
        context.begin()
        yield context
        context.end()
        await request.close()  # the files that came with a form

    return Depends(page)


MemberPage = Annotated[PageContext, page_for(PageAccess(Role.MEMBER))]
ApplicantPage = Annotated[PageContext, page_for(PageAccess(*APPLICANTS))]
OfficerPage = Annotated[PageContext, page_for(PageAccess(Role.OFFICER))]
StaffPage = Annotated[PageContext, page_for(PageAccess(*STAFF))]
RequestsPage = Annotated[PageContext, page_for(PageAccess(Role.OFFICER, Role.ESTABLISHMENT))]
CorrespondentPage = Annotated[PageContext, page_for(PageAccess(Role.ESTABLISHMENT))]
AdministratorPage = Annotated[PageContext, page_for(PageAccess(Role.ADMINISTRATOR))]
LeadPage = Annotated[PageContext, page_for(PageAccess(*LEADS))]
DecidersPage = Annotated[PageContext, page_for(PageAccess(Role.OFFICER, Role.SUPERVISOR))]
SupervisorPage = Annotated[PageContext, page_for(PageAccess(Role.SUPERVISOR))]
AuditPage = Annotated[PageContext, page_for(PageAccess(*ListAudit.callers))]
SignedInPage = Annotated[PageContext, page_for(PageAccess(*EVERYONE_SIGNED_IN - SURVIVORS - {Role.RESTRICTED}))]
MembersAccountsPage = Annotated[PageContext, page_for(PageAccess(Role.OFFICER, Role.ADMINISTRATOR))]
FactorPage = Annotated[PageContext, page_for(PageAccess(*EVERYONE_SIGNED_IN - SURVIVORS, unfinished=True))]
UnfinishedPage = Annotated[PageContext, page_for(PageAccess(*EVERYONE_SIGNED_IN, unfinished=True))]
"""Signed in, whatever is still to be done."""


async def _anybody(request: Request, caller: Annotated[Caller, public_page()]) -> PageContext:
    return PageContext(request, caller)


PublicPage = Annotated[PageContext, Depends(_anybody)]

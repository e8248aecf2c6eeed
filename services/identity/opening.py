"""The rights of a year, opened by members and settled by officers: a part of `service.py`'s wiring."""

from services.contracts.base import Page
from services.contracts.documents import NoticeReadingView
from services.contracts.identity import ListRights, OpenRights, RightsView
from services.contracts.identity.rights import (
    ConfirmRights,
    GetOpening,
    ListOpeningChanges,
    ListOpenings,
    ListRightsChanges,
    NoticeForRightsView,
    OpeningView,
    ReadNoticeForRights,
    RefuseRights,
    RightsChangeView,
)
from services.identity import before
from services.identity.handlers.confirm_rights import confirm_rights
from services.identity.handlers.open_rights import Described, open_rights
from services.identity.handlers.read_notice_for_rights import read_notice_for_rights
from services.identity.handlers.refuse_rights import refuse_rights
from services.identity.queries import openings, rights
from services.identity.store import SqlAccounts, SqlCorrections, SqlHouseholds, SqlRightsRegister
from services.kit.rpc.answering import handles
from services.kit.work import Work


class Opening:
    @handles(ListRights)
    def list_rights(self, query: ListRights, work: Work) -> Page[RightsView]:
        return rights.rights_of_member(work.session, query, work.actor.id, work.language)

    @handles(OpenRights, prepare=before.papers_of_opening)
    def open_rights(self, command: OpenRights, work: Work, described: Described) -> RightsView:
        stores = SqlAccounts(work), SqlHouseholds(work), SqlRightsRegister(work), SqlCorrections(work)
        open_rights(command, described, work.actor, work.now, *stores)
        return rights.opened_rights(work.session, work.actor.id, command.year, work.language)

    @handles(ReadNoticeForRights, prepare=before.reading_of_notice)
    def read_notice_for_rights(
        self, query: ReadNoticeForRights, work: Work, notice: NoticeReadingView | None
    ) -> NoticeForRightsView:
        stores = SqlAccounts(work, for_update=False), SqlCorrections(work)
        return read_notice_for_rights(query, notice, work.actor, work.now, *stores)

    @handles(ListRightsChanges)
    def list_rights_changes(self, query: ListRightsChanges, work: Work) -> Page[RightsChangeView]:
        return rights.changes_of_member(work.session, query, work.actor.id)

    @handles(ListOpeningChanges)
    def list_opening_changes(self, query: ListOpeningChanges, work: Work) -> Page[RightsChangeView]:
        return rights.changes_for_officer(work.session, query, work.actor)

    @handles(ListOpenings)
    def list_openings(self, query: ListOpenings, work: Work) -> Page[OpeningView]:
        return openings.openings(work.session, query, work.actor, work.language)

    @handles(GetOpening)
    def get_opening(self, query: GetOpening, work: Work) -> OpeningView:
        return openings.opening(work.session, query.rights_id, work.actor, work.language)

    @handles(ConfirmRights)
    def confirm_rights(self, command: ConfirmRights, work: Work) -> OpeningView:
        confirm_rights(command, work.actor, work.now, SqlRightsRegister(work))
        return openings.opening(work.session, command.rights_id, work.actor, work.language)

    @handles(RefuseRights)
    def refuse_rights(self, command: RefuseRights, work: Work) -> OpeningView:
        refuse_rights(command, work.actor, work.now, SqlRightsRegister(work))
        return openings.opening(work.session, command.rights_id, work.actor, work.language)

"""What a member may have handed out and erased: a part of `service.py`'s wiring."""

from services.contracts.applications.erasure import ErasureOutlookView
from services.contracts.base import Done, Page
from services.contracts.identity.erasure import (
    AcceptErasure,
    ErasureRequestView,
    ErasureView,
    GetErasure,
    ListErasures,
    RefuseErasure,
    RequestErasure,
    WithdrawErasure,
)
from services.contracts.identity.file_acts import FileActView, ListFileActs
from services.contracts.identity.member_data import ListMemberData
from services.contracts.member_data import HeldRowView
from services.identity import before
from services.identity.handlers.accept_erasure import accept_erasure
from services.identity.handlers.erase_accepted import erase_accepted
from services.identity.handlers.refuse_erasure import refuse_erasure
from services.identity.handlers.request_erasure import request_erasure
from services.identity.handlers.withdraw_erasure import withdraw_erasure
from services.identity.member_data import KEPT
from services.identity.queries.audit import file_acts
from services.identity.queries.erasures import erasure_of, list_erasures
from services.identity.store import SqlAccounts, SqlErasures, SqlIssuedSecrets, SqlSessions
from services.kit.member_data import held_rows
from services.kit.process.timers import every
from services.kit.rpc.answering import handles
from services.kit.work import Work


class MyData:
    @handles(ListMemberData)
    def list_member_data(self, query: ListMemberData, work: Work) -> Page[HeldRowView]:
        return held_rows(work.session, KEPT, query.member_id, query)

    @handles(GetErasure, prepare=before.erasure_outlook_of_actor)
    def get_erasure(self, _query: GetErasure, work: Work, outlook: ErasureOutlookView) -> ErasureView:
        return erasure_of(work.session, work.actor.id, outlook)

    @handles(RequestErasure, prepare=before.erasure_outlook_of_actor)
    def request_erasure(self, command: RequestErasure, work: Work, outlook: ErasureOutlookView) -> ErasureView:
        request_erasure(command, outlook, work.actor, work.now, SqlErasures(work))
        return erasure_of(work.session, work.actor.id, outlook)

    @handles(WithdrawErasure)
    def withdraw_erasure(self, _command: WithdrawErasure, work: Work) -> Done:
        withdraw_erasure(work.actor, SqlErasures(work))
        return Done()

    @handles(ListErasures)
    def list_erasures(self, query: ListErasures, work: Work) -> Page[ErasureRequestView]:
        return list_erasures(work.session, query, work.actor)

    @handles(AcceptErasure, prepare=before.erasure_outlook_of_request)
    def accept_erasure(self, command: AcceptErasure, work: Work, outlook: ErasureOutlookView) -> Done:
        stores = SqlAccounts(work), SqlIssuedSecrets(work), SqlSessions(work)
        accept_erasure(command, outlook, work.actor, work.now, SqlErasures(work), *stores)
        return Done()

    @handles(RefuseErasure)
    def refuse_erasure(self, command: RefuseErasure, work: Work) -> Done:
        refuse_erasure(command, work.actor, work.now, SqlErasures(work))
        return Done()

    @handles(ListFileActs)
    def list_file_acts(self, query: ListFileActs, work: Work) -> Page[FileActView]:
        return file_acts(work.session, query, work.actor.id)

    @every(seconds=5)
    def erase_accepted(self, work: Work) -> None:
        erase_accepted(work.now, SqlErasures(work))

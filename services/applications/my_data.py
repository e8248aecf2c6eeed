"""What is handed out and erased of a member: a part of `service.py`'s wiring."""

from services.applications.member_data import KEPT
from services.applications.queries.erasure import get_erasure_outlook
from services.applications.store.members import SqlHeldOfMembers
from services.contracts.applications.erasure import ErasureOutlookView, GetErasureOutlook
from services.contracts.applications.member_data import ListMemberData
from services.contracts.base import Page
from services.contracts.calendar import day_in_paris
from services.contracts.member_data import HeldRowView
from services.kit.member_data import held_rows
from services.kit.process.timers import every
from services.kit.rpc.answering import handles
from services.kit.work import Work


class MyData:
    @handles(ListMemberData)
    def list_member_data(self, query: ListMemberData, work: Work) -> Page[HeldRowView]:
        return held_rows(work.session, KEPT, query.member_id, query)

    @handles(GetErasureOutlook)
    def get_erasure_outlook(self, query: GetErasureOutlook, work: Work) -> ErasureOutlookView:
        return get_erasure_outlook(work.session, query.member_id, work.language)

    @every(seconds=3600)
    def forget_payments(self, work: Work) -> None:
        SqlHeldOfMembers(work).forget_payments(day_in_paris(work.now))

"""Who survives a member: a part of `service.py`'s wiring."""

from uuid import uuid4

from services.contracts.base import Page
from services.contracts.identity.survivors import EndSurvivorAccess, GiveSurvivorAccess, ListSurvivors, SurvivorView
from services.identity import before
from services.identity.domain.issued_secrets import Draft
from services.identity.handlers.end_due_survivor_accesses import end_due_survivor_accesses
from services.identity.handlers.end_survivor_access import end_survivor_access
from services.identity.handlers.give_survivor_access import give_survivor_access
from services.identity.queries import survivors
from services.identity.store import SqlAccounts, SqlIssuedSecrets, SqlSessions, SqlSurvivors
from services.kit.process.timers import every
from services.kit.rpc.answering import handles
from services.kit.work import Work

Stores = tuple[SqlAccounts, SqlSurvivors, SqlIssuedSecrets, SqlSessions]


class Survivors:
    @handles(GiveSurvivorAccess, prepare=before.draft_link)
    def give_survivor_access(self, command: GiveSurvivorAccess, work: Work, draft: Draft) -> SurvivorView:
        given = give_survivor_access(command, uuid4(), draft, work.now, *_stores(work))
        return survivors.survivor_in_hand(work.session, given)

    @handles(EndSurvivorAccess)
    def end_survivor_access(self, command: EndSurvivorAccess, work: Work) -> SurvivorView:
        return survivors.survivor_in_hand(work.session, end_survivor_access(command, work.now, *_stores(work)))

    @handles(ListSurvivors)
    def list_survivors(self, query: ListSurvivors, work: Work) -> Page[SurvivorView]:
        return survivors.survivors(work.session, query, work.actor)

    @every(seconds=60)
    def end_due_survivor_accesses(self, work: Work) -> None:
        end_due_survivor_accesses(work.now, *_stores(work))


def _stores(work: Work) -> Stores:
    accounts = SqlAccounts(work)
    return accounts, SqlSurvivors(work, accounts), SqlIssuedSecrets(work), SqlSessions(work)

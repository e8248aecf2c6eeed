"""A member's deadlines for the calendar that they keep elsewhere: a part of `service.py`'s wiring."""

from services.applications import before
from services.applications.handlers.make_deadlines_token import make_deadlines_token
from services.applications.handlers.revoke_deadlines_token import revoke_deadlines_token
from services.applications.queries.calendars import calendar_token, get_deadlines
from services.applications.store import SqlCalendars
from services.contracts.applications import (
    DeadlinesTokenView,
    DeadlinesView,
    GetDeadlines,
    GetDeadlinesToken,
    MakeDeadlinesToken,
    RevokeDeadlinesToken,
)
from services.contracts.base import Done
from services.contracts.identity import ApplicantView
from services.kit.rpc.answering import handles
from services.kit.work import Work


class Calendars:
    @handles(GetDeadlinesToken)
    def get_deadlines_token(self, _query: GetDeadlinesToken, work: Work) -> DeadlinesTokenView:
        return calendar_token(work.session, work.actor.id)

    @handles(MakeDeadlinesToken)
    def make_deadlines_token(self, command: MakeDeadlinesToken, work: Work) -> DeadlinesTokenView:
        make_deadlines_token(command, work.actor, work.now, work.language, SqlCalendars(work))
        return calendar_token(work.session, work.actor.id)

    @handles(RevokeDeadlinesToken)
    def revoke_deadlines_token(self, _command: RevokeDeadlinesToken, work: Work) -> Done:
        revoke_deadlines_token(work.actor, SqlCalendars(work))
        return Done()

    @handles(GetDeadlines, prepare=before.applicant_of_token)
    def get_deadlines(self, query: GetDeadlines, work: Work, applicant: ApplicantView) -> DeadlinesView:
        return get_deadlines(work.session, query.token_hash, applicant, work.now)

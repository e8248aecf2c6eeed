"""The usual delay of each benefit, worked out now and then rather than at each reading."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, cast, delete, extract, func, literal, select
from sqlalchemy.dialects.postgresql import insert

from services.applications.tables import APPLICATIONS, USUAL_DELAYS
from services.kit.work import Work

_DAY = 24 * 3600


class SqlDelays:
    def __init__(self, work: Work) -> None:
        self._session = work.session

    def work_out(self, decided_since: datetime, fewest: int, at: datetime) -> None:
        a = APPLICATIONS.c
        ours = extract("epoch", a.decided_at - a.submitted_at) - a.waited_seconds
        waited = func.percentile_cont(0.5).within_group(a.waited_seconds).filter(a.waited_seconds > 0)
        figures = (
            select(
                a.benefit_code,
                _days(func.percentile_cont(0.5).within_group(ours)),
                _days(func.percentile_cont(0.9).within_group(ours)),
                _days(waited),
                literal(at),
            )
            .where(a.decided_at > decided_since)
            .group_by(a.benefit_code)
            .having(func.count() >= fewest)
        )
        self._session.execute(delete(USUAL_DELAYS))
        names = ["benefit_code", "p50_days", "p90_days", "waiting_days", "computed_at"]
        self._session.execute(insert(USUAL_DELAYS).from_select(names, figures))


def _days(seconds: ColumnElement[Any]) -> ColumnElement[int]:
    """Begun days."""
    return cast(func.ceil(seconds / _DAY), Integer)

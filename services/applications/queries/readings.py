"""Who of the staff read a member's applications."""

from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from services.applications.tables import APPLICATIONS, BENEFITS, READINGS
from services.contracts.actor import Actor
from services.contracts.applications import ListReadings, ReadingView
from services.contracts.base import Language, Page
from services.contracts.language import LocalizedText
from services.kit.database.paging import page_of


def list_readings(session: Session, query: ListReadings, actor: Actor, language: Language) -> Page[ReadingView]:
    r = READINGS.c
    statement = (
        select(READINGS, APPLICATIONS.c.benefit_code, BENEFITS.c.name)
        .select_from(READINGS.join(APPLICATIONS).join(BENEFITS, BENEFITS.c.code == APPLICATIONS.c.benefit_code))
        .where(r.member_id == actor.id)
    )

    def view(row: Row[Any]) -> ReadingView:
        return ReadingView(
            application_id=row.application_id,
            benefit_code=row.benefit_code,
            benefit_name=LocalizedText.model_validate(row.name).in_language(language),
            reader_id=row.reader_id,
            purpose=row.purpose,
            read_at=row.read_at,
        )

    return page_of(session, statement, [r.read_at, r.id], query, view, newest_first=True)

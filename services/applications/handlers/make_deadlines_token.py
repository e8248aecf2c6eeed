from datetime import datetime

from services.applications.ports import Calendars
from services.contracts.actor import Actor
from services.contracts.applications import MakeDeadlinesToken
from services.contracts.base import Language


def make_deadlines_token(
    command: MakeDeadlinesToken, actor: Actor, now: datetime, language: Language, calendars: Calendars
) -> None:
    calendars.keep(actor.id, command.token_hash, language, now)

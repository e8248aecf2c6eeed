from services.applications.ports import Calendars
from services.contracts.actor import Actor


def revoke_deadlines_token(actor: Actor, calendars: Calendars) -> None:
    calendars.forget(actor.id)

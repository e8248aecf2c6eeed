"""A command that declares an act is written down where one of the staff sent it: in its transaction, as an event."""

from functools import cache
from typing import Any

from services.contracts.actor import STAFF
from services.contracts.acts import Act, ActTold, OwnAct
from services.contracts.base import Command, View
from services.kit.work import Work


class WhoseFile(Exception):
    """The act is one on a member's file, and no store said whose."""


def write_down(command: Command[Any], reply: View, work: Work) -> None:
    """Raises WhoseFile."""
    act, actor, concern = command.act, work.actor, work.concern
    if isinstance(act, OwnAct):
        own = None if actor.portal == "staff" else actor.id  # by the portal: a first password is set without a role
        work.record(_told_by(command.service()).by(actor, act.name, work.now, "account", actor.subject, member_id=own))
    elif isinstance(act, Act) and actor.roles & STAFF:
        if act.on_file and not concern.known:
            raise WhoseFile(type(command).__name__)
        told = _told_by(command.service())
        work.record(
            told.by(
                actor,
                act.name,
                work.now,
                act.to,
                act.object_of(command, reply),
                member_id=concern.member_id,
                detail=concern.detail,
            )
        )


@cache
def _told_by(service: str) -> type[ActTold]:
    """Its own class of them: an event is told by the service whose contract holds it."""
    return next(told for told in ActTold.__subclasses__() if told.service() == service)

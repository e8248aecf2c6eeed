from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.identity.rights import RefuseRights
from services.identity.ports import RightsRegister


def refuse_rights(command: RefuseRights, actor: Actor, now: datetime, register: RightsRegister) -> None:
    rights = register.by_id(command.rights_id)
    rights.refuse(command.reason, actor.id, now, seen=command.expected_version)
    register.save(rights)

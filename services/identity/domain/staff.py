"""What the staff may do: given by an administrator, and taken back by another."""

from collections.abc import Collection, Iterable
from uuid import UUID

from services.contracts.actor import STAFF, Actor, Role
from services.contracts.identity.refusals import (
    EstablishmentRequired,
    LastAdministrator,
    NotAStaffRole,
    NotYourOwnAccount,
    RegionsNotForTheseRoles,
    UnknownRegion,
)
from services.identity.domain.accounts import Account

IN_REGIONS = frozenset({Role.OFFICER, Role.ESTABLISHMENT})


def require_staff_roles(roles: Iterable[Role]) -> list[Role]:
    if not set(roles) <= STAFF:
        raise NotAStaffRole.at("/roles", "Only the roles of the staff can be given.")
    return sorted(set(roles))


def require_scope(
    establishments: Iterable[UUID], regions: Iterable[str], roles: list[Role], pointer: str
) -> tuple[list[UUID], list[str]]:
    """A correspondent's may be regions alone; establishments are a correspondent's alone."""
    scope, wide = sorted(set(establishments)), sorted(set(regions))
    if wide and not IN_REGIONS & set(roles):
        raise RegionsNotForTheseRoles.at("/scope/regions", "None of these roles is good in some regions only.")
    speaks = Role.ESTABLISHMENT in roles
    if (speaks and not scope and not wide) or (scope and not speaks):
        raise EstablishmentRequired.at(pointer, "A correspondent speaks for an establishment; nobody else does.")
    return scope, wide


def require_known(regions: Iterable[str], known: Collection[str]) -> None:
    for index, region in enumerate(regions):
        if region not in known:
            raise UnknownRegion.at(f"/scope/regions/{index}", "No establishment is in this region.")


def require_another(account: Account, actor: Actor) -> None:
    if account.id == actor.id:
        raise NotYourOwnAccount("Another administrator does that.")


def require_an_administrator_left(account: Account, administrators: list[Account]) -> None:
    """`administrators`: all who can act as one now."""
    if not any(other.id != account.id for other in administrators):
        raise LastAdministrator("Nobody else could give this back.")


def scope_of(kept: list[UUID] | None, establishment_id: UUID | None) -> list[UUID]:
    """The version before kept one establishment, and no list."""
    if kept is None:
        return [establishment_id] if establishment_id else []
    return kept

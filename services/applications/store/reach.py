"""Which applications and general threads the role of an officer is good for."""

from sqlalchemy import ColumnElement, Table, true

from services.applications.tables import APPLICATIONS
from services.contracts.actor import Actor


def within_reach(actor: Actor, table: Table = APPLICATIONS) -> ColumnElement[bool]:
    """By the region that the establishment of the member was in when the application, or the thread, was started."""
    region = table.c.applicant["region"].astext
    return region.in_(sorted(actor.regions)) if actor.regions else true()

"""Which applications the role of an officer is good for."""

from sqlalchemy import ColumnElement, true

from services.applications.tables import APPLICATIONS
from services.contracts.actor import Actor


def within_reach(actor: Actor) -> ColumnElement[bool]:
    """By the region that the establishment of the member was in when the application was started."""
    region = APPLICATIONS.c.applicant["region"].astext
    return region.in_(sorted(actor.regions)) if actor.regions else true()

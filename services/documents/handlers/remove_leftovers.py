from datetime import datetime

from services.documents.ports import Leftovers, Objects

MOST_AT_ONCE = 100


def remove_leftovers(now: datetime, leftovers: Leftovers, objects: Objects) -> None:
    """Two processes may do the same one: removing twice is harmless."""
    for leftover in leftovers.due(now, MOST_AT_ONCE):
        objects.remove(leftover.key)
        leftovers.forget(leftover)

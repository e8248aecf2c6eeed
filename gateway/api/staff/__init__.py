"""What the staff do."""

from gateway.api.staff import (
    accounts,
    appeals,
    applications,
    audit,
    catalogue,
    corrections,
    decisions,
    departures,
    desk,
    erasures,
    establishments,
    members,
    number_requests,
    officers,
    rights,
    survivors,
    threads,
    waiting,
)

PARTS = (
    applications,
    decisions,
    desk,
    officers,
    threads,
    appeals,
    number_requests,
    corrections,
    departures,
    catalogue,
    establishments,
    accounts,
    members,
    erasures,
    rights,
    waiting,
    survivors,
    audit,
)

routes = [route for part in PARTS for route in part.router.routes]

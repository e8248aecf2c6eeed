"""The JSON API, one module or package a service, and the staff's."""

from starlette.routing import BaseRoute

from gateway.api import (
    amendments,
    appeals,
    applications,
    benefits,
    calendars,
    documents,
    identity,
    letters,
    messages,
    my_data,
    notifications,
    offers,
    radar,
    staff,
    threads,
)

# Flat, not included router by router: FastAPI matches an included router's routes again at each level on the way down.
routes: list[BaseRoute] = [
    *applications.router.routes,
    *amendments.router.routes,
    *appeals.router.routes,
    *letters.router.routes,
    *benefits.router.routes,
    *calendars.router.routes,
    *documents.router.routes,
    *documents.bytes_in.routes,
    *messages.router.routes,
    *threads.router.routes,
    *my_data.router.routes,
    *notifications.router.routes,
    *offers.router.routes,
    *radar.router.routes,
    *identity.routes,
    *staff.routes,
]

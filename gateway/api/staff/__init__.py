"""What the staff do."""

from gateway.api.staff import administration, applications, catalogue, decisions, number_requests

routes = [
    route
    for part in (applications, decisions, number_requests, catalogue, administration)
    for route in part.router.routes
]

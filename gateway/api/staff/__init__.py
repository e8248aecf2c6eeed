"""What the staff do."""

from fastapi import APIRouter

from gateway.api.staff import administration, applications, catalogue, decisions, number_requests

router = APIRouter(prefix="/staff")
for module in (number_requests, applications, decisions, catalogue, administration):
    router.include_router(module.router)

"""The JSON API, one module or package a service, and the staff's."""

from fastapi import APIRouter

from gateway.api import applications, benefits, documents, messages, notifications, offers
from gateway.api.identity import router as identity_router
from gateway.api.staff import router as staff_router

router = APIRouter(prefix="/api/v1", generate_unique_id_function=lambda route: route.name)
router.include_router(identity_router)
for module in (benefits, applications, messages, documents, offers, notifications):
    router.include_router(module.router)
router.include_router(staff_router)

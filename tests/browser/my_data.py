"""What the fake bus answers of what is kept of a member, and of where roles are good."""

from typing import Any
from uuid import UUID

from gateway.api.examples import example_of
from services.contracts.base import Page
from services.contracts.documents.exports import ExportView, GetExport, ListExports
from services.contracts.identity.erasure import ErasureRequestView, ErasureView, GetErasure, ListErasures
from services.contracts.identity.file_acts import FileActView, ListFileActs
from services.contracts.identity.staff import ListRegions, RegionsView
from tests.browser import scenes

EXPORT = UUID(int=91)
ERASURE = UUID(int=92)


def export(**more: Any) -> ExportView:
    told = {"id": EXPORT, "state": "ready", "progress": 100, "size": 2_400_000}
    address = {"download": f"/api/v1/me/exports/{EXPORT}/content"}
    return ExportView.model_validate(example_of(ExportView) | told | address | more)


def erasure(**more: Any) -> ErasureView:
    nothing: dict[str, Any] = {"id": None, "state": None, "reason": None, "asked_at": None, "decided_at": None}
    kept = {"blocking": [], "drafts": 1, "kept_payments": 2, "kept_until": "2036-12-31", "decision_reason": None}
    return ErasureView.model_validate(nothing | kept | more)


def my_data_answers() -> dict[type, Any]:
    paper = {"act": "paper_read", "roles": ["officer"], "object_kind": "document", "application_id": scenes.APPROVED}
    claim = {"act": "application_claimed", "roles": ["officer"], "object_kind": "application"}
    waiting = {"id": ERASURE, "state": "asked", "decided_at": None, "decision_reason": None}
    return {
        GetExport: export(),
        ListExports: Page[Any](items=[export()]),
        GetErasure: erasure(),
        ListFileActs: Page[Any](
            items=[FileActView.model_validate(example_of(FileActView) | each) for each in (paper, claim)]
        ),
        ListErasures: Page[Any](items=[ErasureRequestView.model_validate(example_of(ErasureRequestView) | waiting)]),
        ListRegions: RegionsView(regions=["Bretagne", "Normandie", "Occitanie"]),
    }

"""What the fake bus answers: the demo's own benefits and offers, and applications at each stage."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from services.contracts.applications import (
    ApplicationFormView,
    ApplicationSummaryView,
    ApplicationView,
    EstimateView,
    MessageView,
    QueueItemView,
    RadarItemView,
    RadarView,
    ReviewView,
)
from services.contracts.base import Language, Page
from services.contracts.identity import PortalsView
from tests.browser import decisions
from tests.browser.benefits import AID, benefit
from tests.browser.decisions import LONG_HENCE, taken

NOON, APPEALED = decisions.NOON, decisions.APPEALED
DRAFT, INCOMPLETE, REVIEWED, APPROVED, REJECTED = (UUID(int=number, version=4) for number in range(1, 6))
LETTER_CODE = "7KQ2M-9XW1B-4TZ8C-DEFGH"
MISSING_PAPER = f"/agent/applications/{INCOMPLETE}"
RIGHTS, UNREAD = UUID(int=53, version=4), UUID(int=54, version=4)
THREAD = UUID(int=80, version=4)
DOCUMENT = UUID(int=50, version=4)
LODGED = decisions.lodged(DOCUMENT)
CORRECTION = UUID(int=70, version=4)
COLLEAGUE, MEMBER = UUID(int=51, version=4), UUID(int=52, version=4)

PORTALS = PortalsView.model_validate(
    {
        "items": [
            {
                "code": "agent",
                "name": "Agents hospitaliers",
                "professions": [
                    {"code": "infirmier", "name": "Infirmier, infirmière"},
                    {"code": "aide-soignant", "name": "Aide-soignant, aide-soignante"},
                ],
            },
            {
                "code": "medical",
                "name": "Personnels médicaux",
                "professions": [{"code": "praticien-hospitalier", "name": "Praticien hospitalier"}],
            },
        ]
    }
)


def radar(code: str | None = None) -> RadarView:
    """Of a member whose daughter Lina is disabled."""
    why: dict[str, tuple[bool, str]] = {
        "disabled-child": (True, "Pour Lina."),
        "leisure-centre": (True, "Pour Lina."),
        "holiday-vouchers-savings": (True, ""),
        AID: (True, "Pour Lina."),
        "illness": (True, "À demander quand l'événement arrive."),
        "childcare-vouchers": (False, "Aucun de vos enfants n'a moins de 6 ans."),
    }
    items = [
        RadarItemView.model_validate(
            benefit(each).model_dump()
            | {"kind": "benefit", "title": benefit(each).name, "eligible": eligible, "on_event": each == "illness"}
            | {"reasons": [reason] if reason else [], "missing": [], "application_id": DRAFT if each == AID else None}
            | {"estimate": ESTIMATE if each in {AID, "disabled-child"} else None}
        )
        for each, (eligible, reason) in why.items()
    ]
    return RadarView(items=[each for each in items if code in {None, each.code}])


ESTIMATE = EstimateView.model_validate(
    {
        "amount": {"amount": "600.00"},
        "quotient": "612.50",
        "tier": {"up_to": {"amount": "710.00"}, "amount": {"amount": "600.00"}},
        "unit_amount": {"amount": "600.00"},
        "quantity": "1",
        "cap": None,
        "capped": False,
        "scale_version": "2026",
        "illustrative": False,
        "explanation": "Quotient de 612,50 € : tranche jusqu'à 710 €, 600 € par enfant, pour un enfant.",
    }
)
TIMELINE = [
    {"at": NOON, "event": "application_started", "by": "member", "text": "Brouillon commencé"},
    {"at": NOON + timedelta(hours=1), "event": "application_submitted", "by": "member", "text": "Demande déposée"},
]
ANSWERS = {
    "children": [{"given_name": "Lina", "birth_date": "2015-02-08", "disabled": True, "concerned": True}],
    "starts_on": "2026-07-04",
    "ends_on": "2026-07-18",
}


def document(slot: str, state: str) -> dict[str, Any]:
    return {"slot": slot, "document_id": DOCUMENT, "state": state, "content_type": "application/pdf", "size": 482133}


def application(status: str, id: UUID, **more: Any) -> ApplicationView:
    told: dict[str, Any] = {
        "id": id,
        "benefit_code": AID,
        "benefit_name": "Vacances d'un enfant handicapé",
        "status": status,
        "answers": ANSWERS,
        "documents": [document("tax_notice", "accepted")],
        "missing": [],
        "timeline": TIMELINE,
        "estimate": ESTIMATE,
        "decision": None,
        "usual_delay": {"p50_days": 9, "p90_days": 21},
        "delay_notice": None,
        "unread_messages": 0,
        "created_at": NOON,
        "submitted_at": None if status == "draft" else NOON + timedelta(hours=1),
        "version": 3,
    }
    return ApplicationView.model_validate(told | more)


MISSING = [
    {"document": "disability_certificate", "label": "Décision de la MDPH (taux d'au moins 50 %)", "state": None},
    {"document": "invoice", "label": "Facture acquittée", "state": "rejected", "asked_by_officer": True},
    {"answer": "/ends_on", "label": "Fin du séjour", "asked_by_officer": True},
]
NOTICE = "Tant qu'un document manque, personne ne traite la demande. D'habitude, cela retarde le paiement de 8 jours."
APPLICATIONS = {
    DRAFT: application(
        "draft",
        DRAFT,
        documents=[document("tax_notice", "checking"), document("invoice", "rejected")],
        missing=[MISSING[0], {"answer": "/ends_on", "label": "Fin du séjour"}],
    ),
    INCOMPLETE: application("incomplete", INCOMPLETE, missing=MISSING, delay_notice=NOTICE),
    REVIEWED: application("under_review", REVIEWED, unread_messages=1),
    APPROVED: application(
        "approved",
        APPROVED,
        decision={
            "outcome": "approved",
            "amount": {"amount": "600.00"},
            "explanation": ESTIMATE,
            "reason": None,
            "decided_at": NOON + timedelta(days=6),
        },
        decisions=[taken(1, "approved", "600.00")],
        appeal_until=date(2026, 5, 20),
    ),
    REJECTED: application(
        "rejected",
        REJECTED,
        decision={
            "outcome": "rejected",
            "amount": None,
            "explanation": None,
            "reason": "Le taux d'incapacité reconnu est inférieur à 50 %.",
            "decided_at": NOON + timedelta(days=6),
        },
        decisions=[taken(1, "rejected")],
        appeal_until=LONG_HENCE,
    ),
    APPEALED: application(
        "rejected",
        APPEALED,
        decision=decisions.REVERSED,
        decisions=[taken(1, "approved", "600.00", replaced=True), taken(2, "rejected", kind="correction")],
        appeal=LODGED.model_dump(),
    ),
}
MESSAGES = Page[MessageView](
    items=[
        MessageView.model_validate(
            {
                "id": UUID(int=60 + number, version=4),
                "author": author,
                "body": body,
                "read_at": None,
                "document_ids": [],
                "items": ["invoice", "/ends_on"] if author == "officer" else [],
            }
            | {"sent_at": NOON + timedelta(days=number)}
        )
        for number, (author, body) in enumerate(
            [
                ("officer", "Bonjour, la facture jointe n'indique pas les dates du séjour. Pouvez-vous les préciser ?"),
                ("member", "Bonjour, du 4 au 18 juillet. L'organisme m'en envoie une autre demain."),
            ]
        )
    ]
)


def summary(found: ApplicationView) -> ApplicationSummaryView:
    amount = found.decision.amount if found.decision else found.estimate.amount if found.estimate else None
    return ApplicationSummaryView.model_validate(
        found.model_dump() | {"missing_count": len(found.missing), "amount": amount, "updated_at": NOON}
    )


def review(id: UUID) -> ReviewView:
    return ReviewView.model_validate(
        APPLICATIONS[id].model_dump()
        | {
            "portal": "agent",
            "applicant_name": "Nadia Belcourt",
            "cgos_number": "12345674",
            "establishment_name": "CHU de Valmont-sur-Sèvre",
            "profession": "Infirmière",
            "quotient": "612.50",
            "claimed_by": UUID(int=70, version=4),
            "claimed_by_me": True,
            "completed_at": NOON,
            "depends_on_quotient": True,
            "opening": {"rights_id": RIGHTS, "quotient": "612.50", "state": "declared", "revision": 1},
            "later_opening": None,
            "appeal_claimed_by": UUID(int=70, version=4) if id == APPEALED else None,
            "appeal_claimed_by_me": id == APPEALED,
        }
    )


def queue() -> list[QueueItemView]:
    people = [
        ("Nadia Belcourt", "under_review", True),
        ("Karim Osman", "submitted", False),
        ("Inès Roche", "submitted", False),
    ]
    return [
        QueueItemView.model_validate(
            {
                "id": REVIEWED,
                "benefit_code": AID,
                "benefit_name": "Vacances d'un enfant handicapé",
                "portal": "agent",
                "status": status,
                "applicant_name": name,
                "cgos_number": f"1234567{number}",
                "submitted_at": NOON,
                "completed_at": NOON + timedelta(days=number),
                "claimed_by": UUID(int=70, version=4) if mine else None,
                "claimed_by_me": mine,
                "unread_messages": 1 if mine else 0,
                "estimate": {"amount": "600.00"} if number else None,
                "version": 1,
                "establishment_name": "CHU de Valmont-sur-Sèvre",
                "waiting_days": 12 * number,
                "usual_days": 21,
                "late": [None, "soon", "late"][number],
                "amendment_waiting": mine,
            }
        )
        for number, (name, status, mine) in enumerate(people)
    ]


def form_view(language: Language = "fr") -> ApplicationFormView:
    return ApplicationFormView(benefit=benefit(AID, language))

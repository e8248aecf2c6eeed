"""What a member reads of what happened: one sentence an event, in their language."""

from collections.abc import Callable
from datetime import date
from typing import Any, Literal

from services.contracts.applications import ApplicationEvent
from services.contracts.base import Language

By = Literal["member", "officer", "system"]
Facts = dict[str, Any]
_Sentence = Callable[[Facts, Language], str]

_BY: dict[str, By] = {
    "application_started": "member",
    "application_submitted": "member",
    "application_withdrawn": "member",
    "application_claimed": "officer",
    "items_requested": "officer",
    "application_decided": "officer",
}
_KEPT = {"missing", "items", "author", "status", "outcome", "closes_on", "days_left"}


def who(event: ApplicationEvent) -> By:
    return getattr(event, "author", None) or _BY.get(event.event_type(), "system")


def facts(event: ApplicationEvent) -> Facts:
    """What its sentence needs; never a text or a name."""
    return event.model_dump(mode="json", include=_KEPT)


def sentence(event_type: str, facts: Facts, language: Language) -> str:
    if event_type in _PLAIN:
        french, english = _PLAIN[event_type]
        return french if language == "fr" else english
    return _COUNTED[event_type](facts, language) if event_type in _COUNTED else event_type.replace("_", " ")


_PLAIN = {
    "application_started": ("Brouillon créé. Il n'est pas encore envoyé.", "Draft created. It is not submitted yet."),
    "application_submitted": ("Demande envoyée.", "Application submitted."),
    "application_completed": (
        "Il ne manque rien : la demande attend son examen.",
        "Nothing is missing: the application waits to be reviewed.",
    ),
    "application_claimed": (
        "Un gestionnaire a pris la demande en charge.",
        "An officer took charge of the application.",
    ),
    "application_withdrawn": ("Demande retirée.", "Application withdrawn."),
    "application_expired": (
        "La date limite est passée : ce brouillon n'a pas été envoyé.",
        "The deadline has passed: this draft was not submitted.",
    ),
    "application_paid": ("L'aide a été versée.", "The aid was paid."),
}


def _marked_incomplete(facts: Facts, language: Language) -> str:
    count = len(facts.get("missing", ()))
    if language == "fr":
        return f"Demande incomplète : {_items(count, language)} à fournir. Elle reste en attente d'ici là."
    return f"Application incomplete: {_items(count, language)} to provide. It stays pending until then."


def _requested(facts: Facts, language: Language) -> str:
    count = len(facts.get("items", ()))
    if language == "fr":
        return f"Le gestionnaire vous demande {_items(count, language)}. La demande reprend dès que tout est là."
    return f"The officer asks you for {_items(count, language)}. The application resumes once all is there."


def _posted(facts: Facts, language: Language) -> str:
    if facts.get("author") == "member":
        return "Message du demandeur." if language == "fr" else "Message from the applicant."
    return "Message du gestionnaire." if language == "fr" else "Message from the officer."


def _decided(facts: Facts, language: Language) -> str:
    approved = facts.get("outcome") == "approved"
    if language == "fr":
        return "Demande acceptée." if approved else "Demande refusée."
    return "Application approved." if approved else "Application rejected."


def _deadline(facts: Facts, language: Language) -> str:
    day = date.fromisoformat(facts["closes_on"])
    if language == "fr":
        return f"Rappel : la date limite est le {day:%d/%m/%Y}."
    return f"Reminder: the deadline is {day:%d/%m/%Y}."


def _items(count: int, language: Language) -> str:
    if language == "fr":
        return f"{count} élément{'s' if count > 1 else ''}"
    return f"{count} item{'s' if count > 1 else ''}"


_COUNTED: dict[str, _Sentence] = {
    "application_marked_incomplete": _marked_incomplete,
    "items_requested": _requested,
    "message_posted": _posted,
    "application_decided": _decided,
    "deadline_approaching": _deadline,
}

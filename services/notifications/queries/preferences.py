"""Which mails a person wants, topic by topic."""

from sqlalchemy.orm import Session

from services.contracts.actor import Actor
from services.contracts.notifications import PreferencesView
from services.notifications.store.preferences import preferences_of


def get_preferences(session: Session, actor: Actor) -> PreferencesView:
    return preferences_of(session, actor.id).view(actor.portal)

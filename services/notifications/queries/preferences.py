"""Which mails a person wants, topic by topic."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.contracts.notifications import PreferencesView
from services.notifications.store.preferences import preferences_of


def get_preferences(session: Session, account_id: UUID) -> PreferencesView:
    return preferences_of(session, account_id).view()

from services.contracts.actor import Actor
from services.contracts.notifications import PreferencesView, PutPreferences
from services.notifications.ports import PreferencesOfPeople


def put_preferences(command: PutPreferences, actor: Actor, people: PreferencesOfPeople) -> PreferencesView:
    preferences = people.locked(actor.id)
    preferences.require_version(command.expected_version)
    preferences.choose(command.email)
    people.save(preferences)
    return preferences.view(actor.portal)

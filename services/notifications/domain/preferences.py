"""What a person does not want by e-mail; in their space they find everything."""

from dataclasses import dataclass, field
from typing import get_args
from uuid import UUID

from services.contracts.notifications import MandatoryTopic, PreferencesView, PreferenceView, Topic
from services.contracts.refusals import StaleVersion

TOPICS: tuple[Topic, ...] = get_args(Topic)
OF_STAFF: frozenset[Topic] = frozenset({"waiting"})
MANDATORY: frozenset[Topic] = frozenset({"security"})


@dataclass
class Preferences:
    account_id: UUID
    muted: set[Topic] = field(default_factory=set)
    version: int = 0

    def want_email(self, topic: Topic) -> bool:
        return topic in MANDATORY or topic not in self.muted

    def require_version(self, expected: int | None) -> None:
        if expected is not None and expected != self.version:
            raise StaleVersion

    def choose(self, email: dict[Topic, bool]) -> None:
        for topic, wanted in email.items():
            if topic in MANDATORY and not wanted:
                raise MandatoryTopic.at(f"/email/{topic}", "This topic is always told by e-mail.")
        refused = {topic for topic, wanted in email.items() if not wanted}
        self.muted = (self.muted - email.keys()) | refused
        self.version += 1

    def view(self, portal: str | None) -> PreferencesView:
        return PreferencesView(
            items=[
                PreferenceView(topic=topic, email=self.want_email(topic), mandatory=topic in MANDATORY)
                for topic in TOPICS
                if portal == "staff" or topic not in OF_STAFF
            ],
            version=self.version,
        )

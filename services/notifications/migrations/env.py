from services.kit.migrations import migrate
from services.notifications.tables import metadata

migrate(metadata)

from services.kit.database.migrations import migrate
from services.notifications.tables import metadata

migrate(metadata)

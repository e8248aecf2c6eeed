from services.applications.tables import metadata
from services.kit.database.migrations import migrate

migrate(metadata)

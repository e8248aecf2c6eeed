from services.identity.file_tables import metadata
from services.kit.database.migrations import migrate

migrate(metadata)

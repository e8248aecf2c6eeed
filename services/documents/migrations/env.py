from services.documents.tables import metadata
from services.kit.database.migrations import migrate

migrate(metadata)

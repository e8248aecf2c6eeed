from services.documents.tables import metadata
from services.kit.migrations import migrate

migrate(metadata)

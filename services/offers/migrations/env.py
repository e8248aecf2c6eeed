from services.kit.database.migrations import migrate
from services.offers.tables import metadata

migrate(metadata)

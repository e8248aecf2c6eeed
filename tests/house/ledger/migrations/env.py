from services.kit.database.migrations import migrate
from tests.house.ledger.tables import metadata

migrate(metadata)

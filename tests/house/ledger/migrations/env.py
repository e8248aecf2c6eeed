from services.kit.migrations import migrate
from tests.house.ledger.tables import metadata

migrate(metadata)

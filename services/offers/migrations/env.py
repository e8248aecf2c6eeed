from services.kit.migrations import migrate
from services.offers.tables import metadata

migrate(metadata)

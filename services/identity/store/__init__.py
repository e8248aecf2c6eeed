"""Identity's ports on PostgreSQL. Each takes the work whose transaction it stands in."""

from services.identity.store.accounts import SqlAccounts
from services.identity.store.attempts import SqlAttempts
from services.identity.store.establishments import SqlEstablishments
from services.identity.store.expired import SqlExpired
from services.identity.store.households import SqlHouseholds, SqlRightsRegister
from services.identity.store.issued_secrets import SqlIssuedSecrets
from services.identity.store.number_requests import SqlNumberRequests
from services.identity.store.sessions import SqlSessions

__all__ = [
    "SqlAccounts",
    "SqlAttempts",
    "SqlEstablishments",
    "SqlExpired",
    "SqlHouseholds",
    "SqlIssuedSecrets",
    "SqlNumberRequests",
    "SqlRightsRegister",
    "SqlSessions",
]

"""Identity's ports on PostgreSQL. Each takes the work whose transaction it stands in."""

from services.identity.store.accounts import SqlAccounts
from services.identity.store.attempts import SqlAttempts
from services.identity.store.audit import SqlAudit
from services.identity.store.corrections import SqlCorrections
from services.identity.store.departures import SqlDepartures
from services.identity.store.erasures import SqlErasures
from services.identity.store.establishment_changes import SqlEstablishmentChanges
from services.identity.store.establishments import SqlEstablishments
from services.identity.store.expired import SqlExpired
from services.identity.store.households import SqlHouseholds
from services.identity.store.issued_secrets import SqlIssuedSecrets
from services.identity.store.number_requests import SqlNumberRequests
from services.identity.store.rights import SqlRightsRegister
from services.identity.store.sessions import SqlSessions
from services.identity.store.survivors import SqlSurvivors

__all__ = [
    "SqlAccounts",
    "SqlAttempts",
    "SqlAudit",
    "SqlCorrections",
    "SqlDepartures",
    "SqlErasures",
    "SqlEstablishmentChanges",
    "SqlEstablishments",
    "SqlExpired",
    "SqlHouseholds",
    "SqlIssuedSecrets",
    "SqlNumberRequests",
    "SqlRightsRegister",
    "SqlSessions",
    "SqlSurvivors",
]

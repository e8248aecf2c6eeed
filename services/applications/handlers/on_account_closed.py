from services.applications.ports import Applications
from services.contracts.identity import AccountClosed


def on_account_closed(event: AccountClosed, applications: Applications) -> None:
    """Nobody's file waits for somebody who has left."""
    for application in applications.claimed_by(event.account_id):
        application.release()
        applications.save(application)

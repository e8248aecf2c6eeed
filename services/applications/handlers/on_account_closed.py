from services.applications.ports import Applications, RulingBook
from services.contracts.identity import AccountClosed


def on_account_closed(event: AccountClosed, applications: Applications, rulings: RulingBook) -> None:
    """Nobody's file waits for somebody who has left."""
    for application in applications.claimed_by(event.account_id):
        application.release()
        applications.save(application)
    for application_id in rulings.appealed_with(event.account_id):
        application = applications.get(application_id)
        after = rulings.of(application)
        after.release()
        applications.save(application)
        rulings.save(after)

from services.applications.ports import Applications, Calendars, RulingBook
from services.contracts.identity import AccountClosed


def on_account_closed(
    event: AccountClosed, applications: Applications, calendars: Calendars, rulings: RulingBook
) -> None:
    """Nobody's file waits for somebody who has left, and nothing tells on of who is shut out."""
    calendars.forget(event.account_id)
    for application in applications.claimed_by(event.account_id):
        application.release()
        applications.save(application)
    for application_id in rulings.appealed_with(event.account_id):
        application = applications.get(application_id)
        after = rulings.of(application)
        after.release()
        applications.save(application)
        rulings.save(after)

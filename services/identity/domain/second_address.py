"""A second verified address of an account: letters go there while the first one takes none."""

from services.contracts.identity import SecondEmailChanged
from services.contracts.identity.refusals import LinkExpired, SameAddress
from services.identity.domain.accounts import Account


def ask_for_second_address(account: Account, email: str) -> None:
    if email.lower() == account.email.lower():
        raise SameAddress.at("/email", "This is your address already: a second one is another.")
    account.pending_second_email = email
    account.version += 1


def confirm_second_address(account: Account, email: str) -> None:
    if account.pending_second_email != email:
        raise LinkExpired("Another address was asked for since.")
    _change(account, email)


def remove_second_address(account: Account) -> None:
    if account.second_email or account.pending_second_email:
        _change(account, None)


def _change(account: Account, email: str | None) -> None:
    account.second_email, account.pending_second_email = email, None
    account.version += 1
    account.events.append(SecondEmailChanged(account_id=account.id))

"""An account that nobody has opened yet: what a request for a number may still change of it, or be merged into."""

from services.contracts.identity import NumberRequestForm
from services.contracts.identity.refusals import NotAlike, NumberRequestClosed
from services.identity.domain.accounts import Account
from services.identity.domain.alike import alike


def require_not_opened(account: Account) -> None:
    if account.activated_at is not None or account.is_closed:
        raise NumberRequestClosed("This member has opened their account: it is theirs to change.")


def correct(account: Account, form: NumberRequestForm) -> None:
    require_not_opened(account)
    if form.email != account.email:
        account.email_state = "unverified"
    account.email, account.family_name, account.given_name = form.email, form.family_name, form.given_name
    account.birth_date, account.postal_address = form.birth_date, form.postal_address
    account.version += 1


def number_if_alike(account: Account, form: NumberRequestForm) -> str:
    """The number of a member who may well be this person. Raises NotAlike."""
    theirs, asked = f"{account.family_name} {account.given_name}", f"{form.family_name} {form.given_name}"
    told = account.communicated_at is not None and not account.is_closed and account.birth_date == form.birth_date
    if not told or not alike(theirs, asked) or account.cgos_number is None:
        raise NotAlike("This request is not of a member of that id.")
    return account.cgos_number

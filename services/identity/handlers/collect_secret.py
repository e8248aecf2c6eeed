from datetime import datetime

from services.contracts.identity import CollectSecret, SecretView
from services.identity.domain.accounts import Account
from services.identity.domain.issued_secrets import IssuedSecret
from services.identity.ports import Accounts, IssuedSecrets, Seal


def collect_secret(
    command: CollectSecret,
    idempotency_key: str,
    now: datetime,
    accounts: Accounts,
    secrets: IssuedSecrets,
    seal: Seal,
) -> SecretView:
    secret = secrets.get(command.delivery_id)
    secret.collect(idempotency_key, now)
    secrets.save(secret)
    account = accounts.look_at(secret.account_id)
    return SecretView(
        secret=_what_travels(secret, account, seal),
        purpose=secret.purpose,
        email=secret.email,
        given_name=account.given_name,
        portal=account.portal,
        language=account.language,
        expires_at=secret.expires_at,
        email_bounced=account.address_has_bounced(secret.email),
        former_address=secret.purpose == "password_reset" and secret.email not in {account.email, account.second_email},
    )


def _what_travels(secret: IssuedSecret, account: Account, seal: Seal) -> str:
    match secret.purpose:
        case "number_reminder":
            return account.cgos_number or ""
        case "temporary_password":
            return seal.temporary_password(secret.id, secret.key_id)
        case _:
            return seal.link_token(secret.id, secret.key_id)

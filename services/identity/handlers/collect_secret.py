from datetime import datetime

from services.contracts.identity import CollectSecret, SecretView
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
    derive = seal.temporary_password if secret.purpose == "temporary_password" else seal.link_token
    return SecretView(
        secret=derive(secret.id),
        purpose=secret.purpose,
        email=secret.email,
        given_name=account.given_name,
        portal=account.portal,
        language=account.language,
        expires_at=secret.expires_at,
        email_bounced=account.address_has_bounced(secret.email),
    )

"""What every page says to its member until it is seen to. To a survivor nothing: their officer keeps their address."""

from services.contracts.actor import Role
from services.contracts.identity.fields import Banner
from services.identity.domain.accounts import Account


def banners_of(account: Account) -> list[Banner]:
    told: dict[Banner, bool] = {
        "file_to_update": account.departed_on is not None,
        "email_bounced": account.email_state == "bounced" and Role.MEMBER in account.roles,
    }
    return [banner for banner, holds in told.items() if holds]

"""Networks that a setting names."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Self


class Networks:
    def __init__(self, *networks: str) -> None:
        self._all = "*" in networks
        self._networks = [ip_network(each, strict=False) for each in networks if each != "*"]

    @classmethod
    def of(cls, setting: str) -> Self:
        """Addresses and networks separated by commas; `*` is everywhere. Raises ValueError."""
        return cls(*(each.strip() for each in setting.split(",") if each.strip()))

    def __contains__(self, address: str | None) -> bool:
        if self._all:
            return True
        try:
            known: IPv4Address | IPv6Address = ip_address(address or "")
        except ValueError:
            return False
        return any(known in network for network in self._networks)

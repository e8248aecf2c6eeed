"""What a mail server's refusal says of an address, and what it does not (RFC 5321, RFC 3463)."""

import re
from dataclasses import dataclass

_ENHANCED = re.compile(r"([245])\.\d{1,3}\.\d{1,3}(?!\S)")

NO_SUCH_ADDRESS = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.4", "5.1.6", "5.1.10"})
"""No such mailbox, no such domain, bad syntax, ambiguous, moved away, a domain that takes no mail. The
rest of 5.1 denies no recipient: 5.1.0 is "something about an address", often the sender's; so are 5.1.7 and 5.1.8."""


@dataclass(frozen=True)
class Reply:
    code: int
    enhanced: str | None = None

    @classmethod
    def read(cls, code: int, words: bytes | str) -> "Reply":
        """Of the words only the enhanced status code is kept: the others quote the address."""
        text = words.decode("ascii", "replace") if isinstance(words, bytes) else words
        found = _ENHANCED.match(text.lstrip())
        return cls(code, found[0] if found and found[1] == str(code)[0] else None)

    @property
    def name(self) -> str:
        return self.enhanced or str(self.code)

    @property
    def is_permanent(self) -> bool:
        return 500 <= self.code < 600

    @property
    def denies_the_address(self) -> bool:
        return self.is_permanent and self.enhanced in NO_SUCH_ADDRESS

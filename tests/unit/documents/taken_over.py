"""The inspection, with a parser that somebody has taken over: it answers with what it could do."""

import socket
import sys
from collections.abc import Callable
from pathlib import Path

from services.documents.checking import __main__ as checking


def takes(secret: str) -> Callable[[bytes], tuple[None, bytes]]:
    def parse(_content: bytes) -> tuple[None, bytes]:
        taken = []
        for attempt in (Path(secret).read_bytes, socket.socket):
            try:
                taken.append(str(attempt()))
            except OSError:
                continue
        return None, repr(taken).encode()

    return parse


if __name__ == "__main__":
    vars(checking)["inspector_of"] = takes  # stands in for both parsers
    sys.stdout.buffer.write(checking.main(sys.argv[1]))

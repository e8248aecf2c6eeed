"""The drawing of a page, with a parser that somebody has taken over: it answers with what it could do."""

import sys
from collections.abc import Callable

from services.documents.showing import __main__ as showing
from services.documents.showing.pages import Wanted
from tests.unit.documents.taken_over import takes


def renderer_that_takes(secret: str) -> Callable[[bytes, Wanted], tuple[int, bytes]]:
    parse = takes(secret)
    return lambda content, _wanted: (0, parse(content)[1])


if __name__ == "__main__":
    vars(showing)["renderer_of"] = renderer_that_takes
    sys.stdout.buffer.write(showing.main(sys.argv[1], "1", "100", "0"))

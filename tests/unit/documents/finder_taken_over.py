"""The search for codes, with a parser that somebody has taken over: it answers with what it could do."""

import sys
from collections.abc import Callable

from services.documents.papers import __main__ as papers
from tests.unit.documents.taken_over import takes


def pictures_that_take(secret: str) -> Callable[[bytes], bytes]:
    parse = takes(secret)
    return lambda content: parse(content)[1]


if __name__ == "__main__":
    vars(papers)["pictures_of"] = pictures_that_take
    vars(papers)["codes_in"] = lambda found: [found]
    sys.stdout.buffer.write(bytes.fromhex(papers.main(sys.argv[1]).decode()))

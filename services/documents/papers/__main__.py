"""`python -m services.documents.papers TYPE < FILE` says the codes that it bears, each in hexadecimal on a line of its
own. Run under limits; what it does not need it gives up before it looks at a byte."""

import sys

from services.documents.papers.codes import codes_in
from services.documents.papers.pictures import pictures_of
from services.kit.process.confinement import confine


def main(content_type: str) -> bytes:
    pictures = pictures_of(content_type)
    confine()
    return "\n".join(code.hex() for code in codes_in(pictures(sys.stdin.buffer.read()))).encode()


if __name__ == "__main__":
    try:
        found = main(*sys.argv[1:])
    except Exception as error:  # only its name: what a parser says may quote the document
        sys.exit(f"{type(error).__name__}")
    sys.stdout.buffer.write(found)

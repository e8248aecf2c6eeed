"""`python -m services.documents.showing TYPE PAGE WIDTH TURNED < FILE` says how many pages it has, and after that the
page as a JPEG; or that there is none. Run under limits; what it does not need it gives up before it looks at a byte."""

import sys

from services.documents.showing.pages import NoSuchPage, Wanted, renderer_of
from services.kit.process.confinement import confine


def main(content_type: str, page: str, width: str, turned: str) -> bytes:
    render = renderer_of(content_type)
    confine()
    try:
        pages, picture = render(sys.stdin.buffer.read(), Wanted(int(page), int(width), int(turned)))
    except NoSuchPage:
        return b"no such page"
    return b"%d\n" % pages + picture


if __name__ == "__main__":
    try:
        shown = main(*sys.argv[1:])
    except Exception as error:  # only its name: what a parser says may quote the document
        sys.exit(f"{type(error).__name__}")
    sys.stdout.buffer.write(shown)

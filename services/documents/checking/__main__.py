"""`python -m services.documents.checking TYPE < FILE` says what is wrong with it, or `passed`, or `cleaned` and what to
keep instead. Run under limits; what it does not need it gives up before it looks at a byte."""

import sys

from services.documents.checking.inspection import inspector_of
from services.kit.process.confinement import confine


def main(content_type: str) -> bytes:
    inspect = inspector_of(content_type)
    confine()
    try:
        reason, clean = inspect(sys.stdin.buffer.read())
    except MemoryError:
        return b"too-costly-to-read"
    if reason is not None:
        return reason.encode()
    return b"passed" if clean is None else b"cleaned\n" + clean


if __name__ == "__main__":
    try:
        verdict = main(*sys.argv[1:])
    except Exception as error:  # only its name: what a parser says may quote the document
        sys.exit(f"{type(error).__name__}")
    sys.stdout.buffer.write(verdict)

"""`python -m services.documents.checking FILE TYPE` says what is wrong with it, or `passed`. Run under limits."""

import sys

from services.documents.checking.inspection import inspect_file


def main(path: str, content_type: str) -> str:
    try:
        return inspect_file(path, content_type) or "passed"
    except MemoryError:
        return "too-costly-to-read"


if __name__ == "__main__":
    try:
        verdict = main(*sys.argv[1:])
    except Exception as error:  # only its name: what a parser says may quote the document
        sys.exit(f"{type(error).__name__}")
    sys.stdout.write(verdict)

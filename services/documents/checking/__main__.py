"""`python -m services.documents.checking FILE TYPE CPU_SECONDS MEMORY` says what is wrong with it, or `passed`."""

import resource
import sys

from services.documents.checking.inspection import inspect_file


def main(path: str, content_type: str, cpu_seconds: str, memory: str) -> str:
    resource.setrlimit(resource.RLIMIT_CPU, (int(cpu_seconds), int(cpu_seconds) + 1))
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
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

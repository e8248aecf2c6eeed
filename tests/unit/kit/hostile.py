"""What the tests of services.kit.process.offload run in a process of its own."""

import os
import sys
import time


def main() -> None:
    what = sys.argv[1]
    if what == "echo":
        sys.stdout.buffer.write(sys.stdin.buffer.read()[::-1])
    elif what == "environment":
        print(sorted(os.environ))
    elif what == "sleep":
        time.sleep(60)
    elif what == "spin":
        while True:
            pass
    elif what == "swell":
        bytearray(4 * 1024**3)
    elif what == "fail":
        sys.exit(3)


if __name__ == "__main__":
    main()

"""`python -m services.kit.process.resource_limits <cpu seconds> <memory> <file size> <module> ...`: the module, under
limits that the process sets on itself before it imports anything that reads hostile input."""

import resource
import runpy
import sys


def main() -> None:
    cpu_seconds, memory_bytes, file_bytes = (int(value) for value in sys.argv[1:4])
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.argv = sys.argv[4:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()

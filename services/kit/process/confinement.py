"""A process that reads hostile input gives up what it does not need: other users' rights, files, the network, other
processes. Each layer where the kernel has it (Landlock since 5.13, seccomp), none needs a privilege to begin with."""

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

from services.kit.process.system_calls import AUDIT_ARCHITECTURES, FORBIDDEN, X32

NOBODY = 65534

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _PR_CAP_AMBIENT, _CLEAR_ALL = 38, 22, 47, 4
_SECCOMP_FILTER = 2
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
"""Landlock's system calls bear the same numbers on every architecture."""
_EXECUTE, _READ_FILE, _READ_DIRECTORY = 1 << 0, 1 << 2, 1 << 3
_RIGHTS_BY_VERSION = {1: 13, 2: 14, 3: 15, 4: 15}
_NEWEST_RIGHTS = 16
_EPERM = 1

_libc = ctypes.CDLL(None, use_errno=True)


def landlock_version() -> int:
    """0 where the kernel has none."""
    return max(0, int(_libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), 1)))


def has_seccomp() -> bool:
    return Path("/proc/sys/kernel/seccomp/actions_avail").exists() and platform.machine() in AUDIT_ARCHITECTURES


def confine() -> None:
    """For good, of this process. What it still imports must lie where Python and its packages do; what it reads it must
    have opened. Raises OSError where the kernel has a layer and refuses it: better no inspection than an open one."""
    _call("prctl", _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if version := landlock_version():
        _restrict_files(version, _libraries())
    _drop_rights()
    if has_seccomp():
        _forbid_system_calls()


def _libraries() -> Iterable[Path]:
    """No more of the tree than this package: its secrets may stand beside it."""
    package = Path(__file__).parents[2]
    system = ("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/etc/ld.so.cache", "/dev/urandom", "/dev/random")
    found = (sys.prefix, sys.base_prefix, *system, package)
    return {place for place in (Path(each).resolve() for each in found) if place.exists() and place != Path("/usr")}


def _restrict_files(version: int, readable: Iterable[Path]) -> None:
    files = (1 << _RIGHTS_BY_VERSION.get(version, _NEWEST_RIGHTS)) - 1
    network = 0b11 if version >= 4 else 0
    others = 0b11 if version >= 6 else 0  # signals, and sockets without a name in the file system
    attributes = struct.pack("QQQ", files, network, others)[: 8 if version < 4 else 16 if version < 6 else 24]
    ruleset = _system_call(_CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), 0)
    for place in readable:
        beneath = os.open(place, os.O_PATH | os.O_CLOEXEC)
        rights = _EXECUTE | _READ_FILE | (_READ_DIRECTORY if place.is_dir() else 0)
        _system_call(_ADD_RULE, ruleset, 1, struct.pack("=Qi", rights, beneath), 0)
        os.close(beneath)
    _system_call(_RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)


def _drop_rights() -> None:
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    _libc.prctl(_PR_CAP_AMBIENT, _CLEAR_ALL, 0, 0, 0)
    version_3, this_process = 0x20080522, 0
    _call("capset", struct.pack("Ii", version_3, this_process), bytes(24))


def _forbid_system_calls() -> None:
    architecture, numbers = AUDIT_ARCHITECTURES[platform.machine()], FORBIDDEN[platform.machine()]
    refuse, allow = (0x06, 0, 0, 0x00050000 | _EPERM), (0x06, 0, 0, 0x7FFF0000)
    program = [(0x20, 0, 0, 4), (0x15, 1, 0, architecture), refuse]  # load the architecture; another one's: refused
    program += [(0x20, 0, 0, 0), (0x35, 0, 1, X32), refuse]  # load the number; those of the other ABI: refused
    for number in sorted(numbers):
        program += [(0x15, 0, 1, number), refuse]
    code = b"".join(struct.pack("HBBI", *instruction) for instruction in [*program, allow])
    held = ctypes.create_string_buffer(code)
    description = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(held))
    _call("prctl", _PR_SET_SECCOMP, _SECCOMP_FILTER, description, 0, 0)


def _system_call(number: int, *arguments: object) -> int:
    return _call("syscall", number, *arguments)


def _call(name: str, *arguments: object) -> int:
    result: int = getattr(_libc, name)(*(ctypes.c_long(each) if isinstance(each, int) else each for each in arguments))
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")
    return result

# Runs in the child, before the engine: dies with its parent, gives up root where asked, becomes the engine.
# A script of its own and not a preexec_fn, because that may deadlock in a process with threads.
"""Usage: launch.py PARENT_PID SIGNAL USER|- COMMAND [ARGUMENT...], in the working directory of the engine."""

from __future__ import annotations

import ctypes
import os
import struct
import sys

PR_SET_PDEATHSIG, PR_SET_KEEPCAPS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 1, 8, 47, 2
CAP_DAC_OVERRIDE = 1
CAPABILITY_VERSION_3 = 0x20080522


def become(user: str, command: str) -> None:
    """Turn from root into `user`, keeping the one capability that paths below a closed directory need."""
    import pwd

    entry = pwd.getpwnam(user)
    if sys.platform == "linux":
        _prctl(PR_SET_KEEPCAPS, 1)
    os.setgroups([])
    os.setresgid(entry.pw_gid, entry.pw_gid, entry.pw_gid)
    os.setresuid(entry.pw_uid, entry.pw_uid, entry.pw_uid)
    reachable = os.access(command, os.X_OK) and os.access(os.getcwd(), os.W_OK | os.X_OK)
    if sys.platform == "linux":
        _keep_capabilities(0 if reachable else 1 << CAP_DAC_OVERRIDE)


def _keep_capabilities(mask: int) -> None:
    header = struct.pack("=Ii", CAPABILITY_VERSION_3, 0)
    if ctypes.CDLL(None, use_errno=True).capset(header, struct.pack("=6I", mask, mask, mask, 0, 0, 0)):
        raise OSError(ctypes.get_errno(), "capset")
    if mask:
        _prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE)


def _prctl(option: int, *arguments: int) -> None:
    padded = [ctypes.c_ulong(a) for a in (*arguments, 0, 0, 0, 0)[:4]]
    if ctypes.CDLL(None, use_errno=True).prctl(option, *padded):
        raise OSError(ctypes.get_errno(), f"prctl {option}")


def main(parent: int, signal: int, user: str, command: list[str]) -> None:
    """Become `command`; never returns."""
    if user != "-":
        become(user, command[0])
    if sys.platform == "linux":
        # After the change of user, which clears it.
        _prctl(PR_SET_PDEATHSIG, signal)
    if os.getppid() != parent:
        sys.exit("the parent is gone already")
    os.execv(command[0], command)  # noqa: S606


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4:])

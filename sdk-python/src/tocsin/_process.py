"""What happens to clients when the process forks or ends."""

from __future__ import annotations

import atexit
import os
import sys
import time
import weakref
from typing import Protocol

EXIT_SECONDS = 2.0


class _Client(Protocol):
    def close(self, timeout: float = ...) -> bool: ...

    def forget(self) -> None: ...


_clients: weakref.WeakSet[_Client] = weakref.WeakSet()
_is_registered = False


def adopt(client: _Client) -> None:
    """From now on the client is emptied in a child process, and closed when the process ends."""
    global _is_registered
    _clients.add(client)
    if _is_registered:
        return
    _is_registered = True
    atexit.register(close_all)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=_forget_all)


def close_all() -> None:
    """All clients share the time. Never raises: this runs while the interpreter ends."""
    until = time.monotonic() + EXIT_SECONDS
    for client in list(_clients):
        client.close(max(0.0, until - time.monotonic()))


def close_at_exit_of_child() -> None:
    """A child of `multiprocessing` ends without `atexit`, but runs its own finalizers."""
    util = sys.modules.get("multiprocessing.util")
    process = sys.modules.get("multiprocessing.process")
    if util is not None and process is not None and process.parent_process() is not None:
        util.Finalize(None, close_all, exitpriority=10)


def _forget_all() -> None:
    for client in list(_clients):
        client.forget()

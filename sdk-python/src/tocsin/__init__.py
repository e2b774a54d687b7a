"""Reports what an AI agent does to Tocsin, and lets it be paused or switched to another model while it runs.

The functions of this module use one client, which TOCSIN_URL sets up at the first call. Without that variable they do
nothing. None of them raises but `checkpoint`, which raises AgentPaused, and `verify`, which raises InvalidSignature.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from typing import Any

from ._client import BeforeSend, Tocsin
from ._directive import AgentPaused, Directive, Hold
from ._event import arguments_hash
from ._run import Run, Step
from ._signature import InvalidSignature, verify

__all__ = [
    "AgentPaused",
    "BeforeSend",
    "Directive",
    "Hold",
    "InvalidSignature",
    "Run",
    "Step",
    "Tocsin",
    "acheckpoint",
    "aclose",
    "arguments_hash",
    "checkpoint",
    "client",
    "close",
    "flush",
    "init",
    "model",
    "run",
    "step",
    "track",
    "verify",
]

_lock = threading.Lock()
_default: Tocsin | None = None


def client() -> Tocsin:
    """The client that the functions of this module use."""
    global _default
    if _default is None:
        with _lock:
            _default = _default or Tocsin()
    return _default


def init(url: str | None = None, **options: Any) -> Tocsin:
    """Sets the client up with other settings than TOCSIN_URL alone; the arguments are those of `Tocsin`."""
    global _default
    before, _default = _default, Tocsin(url, **options)
    if before:
        before.close()
    return _default


def track(type: str, data: Mapping[str, Any] | None = None, /, **fields: Any) -> None:
    client().track(type, data, **fields)


def run(id: str | None = None, **options: Any) -> Run:
    return client().run(id, **options)


def step(name: str, **data: Any) -> Step:
    return client().step(name, **data)


def checkpoint(**options: Any) -> Directive:
    return client().checkpoint(**options)


async def acheckpoint(**options: Any) -> Directive:
    return await client().acheckpoint(**options)


def model(name: str, *, agent: str | None = None) -> str:
    return client().model(name, agent=agent)


def flush(timeout: float = 2.0) -> bool:
    return client().flush(timeout)


def close(timeout: float = 2.0) -> bool:
    return client().close(timeout)


async def aclose(timeout: float = 2.0) -> bool:
    return await client().aclose(timeout)


def _new_lock() -> None:
    global _lock
    _lock = threading.Lock()


if hasattr(os, "register_at_fork"):
    # Another thread may have held it.
    os.register_at_fork(after_in_child=_new_lock)

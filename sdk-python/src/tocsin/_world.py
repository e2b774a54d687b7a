"""What the client takes from its surroundings; tests bring their own."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from ._transport import Transport, send


def _wait(condition: threading.Condition, seconds: float | None) -> None:
    condition.wait(seconds)


@dataclass(frozen=True)
class World:
    transport: Transport = send
    # Monotonic seconds, for ages and deadlines.
    now: Callable[[], float] = time.monotonic
    # Epoch seconds, for what is written down.
    wall: Callable[[], float] = time.time
    # From 0 to 1.
    random: Callable[[], float] = random.random
    sleep: Callable[[float], None] = time.sleep
    asleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    # Waits for a notification, with the condition's lock held.
    wait: Callable[[threading.Condition, float | None], None] = _wait
    # How long a checkpoint waits for an answer; the question itself may take longer.
    ask_seconds: float = 0.5
    threads: bool = True

"""Stops asking somebody who does not answer."""

from __future__ import annotations

FAILURES = 5
OPEN_SECONDS = 30.0


class Circuit:
    """Opens after five failures in a row for 30 s; then one request tries, and its result decides."""

    def __init__(self) -> None:
        self._failures = 0
        self._open_until = 0.0

    def open_for(self, now: float) -> float:
        """Seconds until a request may be made; 0 if one may be made now."""
        return max(0.0, self._open_until - now)

    def succeeded(self) -> None:
        self._failures = 0
        self._open_until = 0.0

    def failed(self, now: float) -> None:
        self._failures += 1
        if self._failures >= FAILURES:
            self._open_until = now + OPEN_SECONDS

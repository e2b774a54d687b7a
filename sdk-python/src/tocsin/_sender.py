"""Sends what is in the outbox, in a thread of its own."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable

from ._api import REQUEST_SECONDS, Posted, Refused, Unanswered, post
from ._circuit import Circuit
from ._directive import Directive
from ._log import log
from ._outbox import FLUSH_EVENTS, Batch, Entry, Outbox
from ._settings import Connection
from ._world import World

TRIES = 3
_PAUSE_SECONDS = 0.25
_AFTER_FAILURE_SECONDS = 1.0


class Sender:
    """`put` takes microseconds and never waits for the network. All that is shared is guarded by `_changed`."""

    def __init__(
        self,
        connection: Connection,
        world: World,
        report: Callable[[Counter[str]], bytes | None],
        learn: Callable[[list[Directive], float], None],
    ) -> None:
        self._connection = connection
        self._world = world
        self._learn = learn
        self._changed = threading.Condition()
        self._outbox = Outbox(report)
        self._circuit = Circuit()
        self._not_before = 0.0
        self._thread: threading.Thread | None = None
        # Until when a flush that somebody waits for may take, by the monotonic clock.
        self._flush_until: float | None = None
        self._closed = False
        self._warned = False

    def put(self, body: bytes, of_run: bool) -> None:
        with self._changed:
            if self._closed:
                self._outbox.drop("closed")
                return
            self._outbox.put(Entry(body, of_run, self._world.now()))
            waiting = len(self._outbox)
            self._start()
            # The thread wakes by itself a second after the first event.
            if waiting == 1 or waiting == FLUSH_EVENTS:
                self._changed.notify_all()

    def drop(self, reason: str) -> None:
        with self._changed:
            self._outbox.drop(reason)

    def dropped(self) -> dict[str, int]:
        """By reason, what has been dropped and not been reported yet."""
        with self._changed:
            return dict(self._outbox.dropped)

    def flush(self, seconds: float, close: bool = False) -> bool:
        """Waits until all is sent, at most so long. True if all was sent."""
        until = self._world.now() + seconds
        with self._changed:
            self._closed = self._closed or close
            self._flush_until = until
            self._changed.notify_all()
            is_alive = self._thread is not None and self._thread.is_alive()
        if not is_alive:
            self._drain()
        with self._changed:
            while is_alive and len(self._outbox) > 0 and self._flush_until is not None:
                left = until - self._world.now()
                if left <= 0:
                    break
                self._world.wait(self._changed, left)
            return len(self._outbox) == 0 and not self._outbox.dropped["unsent"]

    def _start(self) -> None:
        if self._thread is not None or not self._world.threads:
            return
        thread = threading.Thread(target=self._run, name="tocsin", daemon=True)
        try:
            thread.start()
            self._thread = thread
        except RuntimeError:
            # The interpreter is ending, or the machine has no more threads. The exit sends what is here.
            log.debug("no thread can be started")

    def _run(self) -> None:
        while self._wait_for_work():
            try:
                self.deliver()
            except Exception:
                log.debug("a batch was given up", exc_info=True)
                self._give_up("internal")

    def _wait_for_work(self) -> bool:
        """Returns when there is something to send; False when the client is closed and all is done."""
        with self._changed:
            while True:
                if self._closed and len(self._outbox) == 0:
                    return False
                due = self._due_in()
                if due is not None and due <= 0:
                    return True
                self._world.wait(self._changed, due)

    def _due_in(self) -> float | None:
        due = self._outbox.due_in(self._world.now())
        if due is None:
            self._end_flush()
            return None
        if self._flush_until is not None:
            # Somebody waits: an open circuit is tried once more, since this may be the last chance.
            return 0.0
        return max(due, self._blocked_for())

    def _blocked_for(self) -> float:
        now = self._world.now()
        return max(self._circuit.open_for(now), self._not_before - now, 0.0)

    def _drain(self) -> None:
        """Sends in the thread of the caller, when there is no other."""
        while self._flush_until is not None and len(self._outbox) > 0:
            self.deliver()
        self._end_flush()

    def deliver(self) -> None:
        """Sends one batch, in up to three tries. What is not answered then stays for later."""
        with self._changed:
            batch = self._outbox.batch()
        if batch is None:
            return
        for attempt in range(TRIES):
            began = self._world.now()
            result = post(self._world.transport, self._connection, batch, self._timeout(began))
            if not isinstance(result, Unanswered):
                self._settle(batch, result, began)
                return
            log.debug("events were not taken: %s", result.why)
            self._circuit.failed(self._world.now())
            if attempt == TRIES - 1 or not self._pause(self._seconds_before(attempt, result.retry_after)):
                break
        self._postpone()

    def _seconds_before(self, attempt: int, retry_after: float) -> float:
        jitter: float = _PAUSE_SECONDS * 2**attempt * (0.5 + self._world.random())
        return max(jitter, retry_after)

    def _timeout(self, now: float) -> float:
        if self._flush_until is None:
            return REQUEST_SECONDS
        return min(REQUEST_SECONDS, max(0.05, self._flush_until - now))

    def _pause(self, seconds: float) -> bool:
        """Waits between two tries; False if there is no time for another one, or the circuit has opened."""
        with self._changed:
            if self._flush_until is None and self._circuit.open_for(self._world.now()) > 0:
                return False
            until = self._world.now() + seconds
            while (left := until - self._world.now()) > 0:
                if self._flush_until is not None and self._flush_until < until:
                    return False
                self._world.wait(self._changed, left)
            return True

    def _postpone(self) -> None:
        with self._changed:
            self._not_before = self._world.now() + _AFTER_FAILURE_SECONDS * (0.5 + self._world.random())
            self._end_flush()

    def _end_flush(self) -> None:
        with self._changed:
            self._flush_until = None
            # Nobody will come back for what is left of a closed client.
            unsent = self._outbox.clear() if self._closed else 0
            if unsent:
                self._outbox.drop("unsent", unsent)
                log.debug("%d events were not sent", unsent)
            self._changed.notify_all()

    def _settle(self, batch: Batch, result: Posted | Refused, began: float) -> None:
        if isinstance(result, Refused):
            if result.is_fault:
                self._circuit.failed(self._world.now())
            else:
                self._circuit.succeeded()
            self._warn(f"Tocsin refuses events: {result.why}")
            self._give_up("refused")
            return
        self._circuit.succeeded()
        self._finish(batch, result)
        self._learn(result.directives, began)

    def _finish(self, batch: Batch, result: Posted) -> None:
        refused: Counter[str] = Counter()
        again: list[Entry] = []
        for place, entry in enumerate(batch.entries):
            status = result.refused.get(place)
            if status is None:
                continue
            entry.tries += 1
            if status >= 500 and entry.tries < TRIES:
                again.append(entry)
            else:
                refused["refused"] += 1
        if refused:
            self._warn(f"Tocsin refuses events: {result.why}")
        with self._changed:
            self._outbox.finish(refused, again)
            if len(self._outbox) == 0:
                self._end_flush()
            self._changed.notify_all()
        if again:
            self._pause(self._seconds_before(0, 0))

    def _give_up(self, reason: str) -> None:
        with self._changed:
            batch = self._outbox.pending
            if batch is not None:
                self._outbox.finish(refused=Counter({reason: len(batch.entries)}))
                self._outbox.unreported(batch)
            if len(self._outbox) == 0:
                self._end_flush()
            self._changed.notify_all()

    def _warn(self, text: str) -> None:
        """Once as a warning: a wrong key would else fill a log."""
        if self._warned:
            log.debug(text)
        else:
            log.warning(text)
        self._warned = True

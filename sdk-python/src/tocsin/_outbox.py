"""The events that wait to be sent: a bounded queue that counts what it drops."""

from __future__ import annotations

import uuid
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field

MAX_EVENTS = 1_000
MAX_BYTES = 4 * 1024 * 1024
FLUSH_EVENTS = 20
FLUSH_SECONDS = 1.0
BATCH_EVENTS = 100
BATCH_BYTES = 512 * 1024

Counts = Counter[str]


@dataclass
class Entry:
    body: bytes
    # Runs have a beginning and an end that monitors wait for: other events are dropped before them.
    of_run: bool
    # When it was tracked, seconds of the monotonic clock.
    at: float
    number: int = 0
    tries: int = 0


@dataclass
class Batch:
    """Events of one request. It stays as it is until it is answered: key and place identify each event."""

    entries: list[Entry]
    dropped: Counts
    body: bytes
    key: str = field(default_factory=lambda: uuid.uuid4().hex)

    @property
    def size(self) -> int:
        return sum(len(entry.body) for entry in self.entries)


class Outbox:
    """Not safe for threads: its owner holds a lock. `report` makes an event of what was dropped, by reason."""

    def __init__(self, report: Callable[[Counts], bytes | None]) -> None:
        self._report = report
        self._runs: deque[Entry] = deque()
        self._others: deque[Entry] = deque()
        self._bytes = 0
        self._number = 0
        self._batch: Batch | None = None
        self.dropped: Counts = Counter()

    def __len__(self) -> int:
        return len(self._runs) + len(self._others) + (len(self._batch.entries) if self._batch else 0)

    def put(self, entry: Entry) -> None:
        self._number += 1
        entry.number = self._number
        self._append(entry)
        self._make_room()

    def drop(self, reason: str, count: int = 1) -> None:
        self.dropped[reason] += count

    def due_in(self, now: float) -> float | None:
        """Seconds until there is something to send; None while there is nothing at all."""
        if self._batch:
            return 0.0
        waiting = len(self._runs) + len(self._others)
        if waiting == 0:
            return None
        if waiting >= FLUSH_EVENTS:
            return 0.0
        oldest = min(queue[0].at for queue in (self._runs, self._others) if queue)
        return max(0.0, oldest + FLUSH_SECONDS - now)

    def batch(self) -> Batch | None:
        """The batch that is not answered yet, else a new one of the oldest events, with the report of what was dropped."""
        if self._batch is None:
            self._batch = self._next_batch()
        return self._batch

    @property
    def pending(self) -> Batch | None:
        """The batch that is not answered yet."""
        return self._batch

    def clear(self) -> int:
        """Drops everything; answers how many events that were."""
        count = len(self)
        self._runs.clear()
        self._others.clear()
        self._batch = None
        self._bytes = 0
        return count

    def finish(self, refused: Counts | None = None, again: list[Entry] | None = None) -> None:
        """Ends the batch. `refused` counts what is given up of it, `again` goes back to the front of the queue."""
        batch, self._batch = self._batch, None
        if batch is None:
            return
        self._bytes -= batch.size
        for entry in reversed(again or []):
            self._append(entry, at_front=True)
        self._make_room()
        if refused:
            self.dropped.update(refused)

    def unreported(self, batch: Batch) -> None:
        """The batch did not arrive, nor what it said about dropped events: a later one says it."""
        self.dropped.update(batch.dropped)

    def _append(self, entry: Entry, at_front: bool = False) -> None:
        queue = self._runs if entry.of_run else self._others
        queue.appendleft(entry) if at_front else queue.append(entry)
        self._bytes += len(entry.body)

    def _make_room(self) -> None:
        # The batch under way counts, but is not dropped: its events may have arrived already.
        while (len(self) > MAX_EVENTS or self._bytes > MAX_BYTES) and (self._others or self._runs):
            oldest = (self._others or self._runs).popleft()
            self._bytes -= len(oldest.body)
            self.drop("overflow")

    def _next_batch(self) -> Batch | None:
        entries: list[Entry] = []
        size = 0
        while len(entries) < BATCH_EVENTS:
            queue = self._queue_of_oldest()
            if queue is None or (entries and size + len(queue[0].body) > BATCH_BYTES):
                break
            entries.append(queue.popleft())
            size += len(entries[-1].body)
        if not entries:
            return None
        dropped, report = self._take_report()
        bodies = [entry.body for entry in entries] + ([report] if report else [])
        return Batch(entries, dropped, b"[" + b",".join(bodies) + b"]")

    def _take_report(self) -> tuple[Counts, bytes | None]:
        if not self.dropped:
            return Counter(), None
        report = self._report(self.dropped)
        if report is None:
            return Counter(), None
        dropped, self.dropped = self.dropped, Counter()
        return dropped, report

    def _queue_of_oldest(self) -> deque[Entry] | None:
        queues = [queue for queue in (self._runs, self._others) if queue]
        return min(queues, key=lambda queue: queue[0].number, default=None)
